package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersWalkTest {

  @Test
  void walkWithoutGatewaysReportsWhatTheyWouldDo() throws Exception {
    List<StepReport> reports = new ArrayList<>();
    List<String> switched = new ArrayList<>();
    boolean asSaid;
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      HttpClient http = HttpClient.newHttpClient();
      Visitor visitor = new Visitor(http, sandbox.apiUrl());
      Operator operator = new Operator(http, sandbox.issuerUrl());
      asSaid =
          new PeersWalk(
                  sandbox,
                  new Switched(switched),
                  List.of(visitor, visitor),
                  List.of(operator, operator),
                  reports::add)
              .run();
    }

    String mistakes =
        reports.stream()
            .flatMap(step -> step.mistakes().stream())
            .collect(Collectors.joining(", "));
    assertThat(asSaid).isFalse();
    assertThat(switched).containsExactly("off", "on");
    assertThat(mistakes)
        .contains("status is 404, expected 200", "the readiness does not say so")
        .doesNotContain("the new project is not in it");
  }

  private record Switched(List<String> events) implements PeersWalk.Switch {

    @Override
    public void off() {
      events.add("off");
    }

    @Override
    public void on() {
      events.add("on");
    }
  }

  @Test
  void findsValkeyOnThePath(@TempDir Path directory) throws Exception {
    Path program = Files.createFile(directory.resolve("valkey-server"));

    assertThat(ValkeyProcess.find("")).isEmpty();
    assertThat(ValkeyProcess.find("" + directory)).isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(ValkeyProcess.find("/nowhere:" + directory)).hasValue(program);
  }
}
