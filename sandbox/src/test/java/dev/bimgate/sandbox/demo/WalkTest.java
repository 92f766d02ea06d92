package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WalkTest {

  @Test
  void walkWithoutAGatewayReportsEverythingThatAGatewayWouldDo() throws Exception {
    List<StepReport> told = new ArrayList<>();
    boolean asSaid;
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      HttpClient http = HttpClient.newHttpClient();
      Visitor visitor = new Visitor(http, sandbox.apiUrl());
      Operator operator = new Operator(http, sandbox.issuerUrl());
      asSaid = new Walk(sandbox, visitor, operator, told::add).run();
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
            "there is no response: java.net.ConnectException",
            "it would not be a hit",
            "the number of calls to Bimplus is 12, expected 8");
  }

  @Test
  void stepThatWasAsSaidIsOneLine() {
    StepReport report =
        new StepReport("teams", "200", Duration.ofMillis(12), "hit", "42", List.of(), List.of());

    assertThat(report.text()).startsWith("ok teams").doesNotContain("\n").endsWith(" 42");
  }

  @Test
  void stepThatWasNotSaysWhyBelow() {
    StepReport report =
        new StepReport("teams", "500", Duration.ZERO, "-", "42", List.of(), List.of("status"));

    assertThat(report.text()).startsWith("!! teams").contains("\n   not as said: status");
  }

  @Test
  void whatElseIsShownOfAStepFollowsIt() {
    StepReport report =
        new StepReport("why", "200", Duration.ZERO, "-", "42", List.of("cached: true"), List.of());

    assertThat(report.text()).startsWith("ok why").endsWith("\n     cached: true");
  }

  @Test
  void anExplanationIsShownByItsRulesAndSections() {
    String told =
        "{\"cached\":true,\"decision\":\"hit\",\"freshUntil\":\"then\",\"why\":["
            + "{\"rule\":\"fresh\",\"section\":\"RFC 9111, 4.2\",\"sentence\":\"It is fresh.\"}]}";

    assertThat(Operator.inShort(new Reply(200, Map.of(), Buffer.buffer(told), Duration.ZERO)))
        .containsExactly(
            "cached: true, decision: hit, fresh until then", "fresh (RFC 9111, 4.2): It is fresh.");
  }
}
