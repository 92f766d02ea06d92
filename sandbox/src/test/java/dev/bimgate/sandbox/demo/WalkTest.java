package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WalkTest {

  @Test
  void walkWithoutAGatewayTellsEverythingThatAGatewayWouldDo() throws Exception {
    List<StepReport> told = new ArrayList<>();
    boolean asSaid;
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Visitor visitor = new Visitor(HttpClient.newHttpClient(), sandbox.apiUrl());
      asSaid = new Walk(sandbox, visitor, told::add).run();
    }

    String mistakes =
        told.stream().flatMap(step -> step.mistakes().stream()).collect(Collectors.joining("\n"));
    assertThat(asSaid).isFalse();
    assertThat(mistakes)
        .contains(
            "it holds a database password",
            "Cache-Status says no miss",
            "Cache-Status says no hit",
            "the number of calls to Bimplus is 1, expected 0",
            "Bimplus has seen the token",
            "there is no answer: java.net.ConnectException",
            "the number of calls to Bimplus is 10, expected 7");
  }

  @Test
  void stepThatWasAsSaidIsOneLine() {
    StepReport report =
        new StepReport("teams", "200", Duration.ofMillis(12), "hit", "42", List.of());

    assertThat(report.text()).startsWith("ok teams").doesNotContain("\n").endsWith(" 42");
  }

  @Test
  void stepThatWasNotSaysWhyBelow() {
    StepReport report = new StepReport("teams", "500", Duration.ZERO, "-", "42", List.of("status"));

    assertThat(report.text()).startsWith("!! teams").contains("\n   not as said: status");
  }
}
