package dev.bimgate.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page has a row for each kind of fault, and no other; -Dpages.write=true writes them. */
class FaultPageTest {

  private static final Path PAGE = Path.of("README.md");
  private static final String START = "| kind | parameters and defaults | effect |";
  private static final String END = "\n\n";

  @Test
  void pageHasTheTableOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("|---|---|---|\n", page.indexOf(START)) + "|---|---|---|\n".length();
    int end = page.indexOf(END, start) + 1;
    String rows =
        Arrays.stream(FaultKind.values())
            .map(FaultKind::row)
            .collect(Collectors.joining("\n", "", "\n"));

    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(PAGE, page.substring(0, start) + rows + page.substring(end));
    } else {
      assertThat(page.substring(start, end)).isEqualTo(rows);
    }
  }
}
