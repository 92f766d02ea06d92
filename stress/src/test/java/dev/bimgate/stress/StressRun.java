package dev.bimgate.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs all races of this module; their frequencies are in {@code target/jcstress.txt}. */
class StressRun {

  @Test
  void nothingForbiddenIsEverSeen() throws IOException, InterruptedException {
    // Given
    File directory = new File(System.getProperty("stress.directory"));
    File output = new File(directory, "jcstress.txt");
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "org.openjdk.jcstress.Main",
            "-m",
            System.getProperty("stress.mode"),
            "-sc", // both actors compiled alike: a quarter of the time
            "false",
            "-v",
            "-r",
            new File(directory, "jcstress").getPath());

    // When
    int exit =
        new ProcessBuilder(command)
            .directory(directory)
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start()
            .waitFor();

    // Then
    assertThat(exit).as("see %s", output).isZero();
    assertThat(output)
        .content()
        .containsPattern("[1-9]\\d* passed, 0 failed, 0 soft errs, 0 hard errs\\)\\s+RUN RESULTS");
  }
}
