package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
                  () -> switched.add("off"),
                  () -> switched.add("on"),
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
}
