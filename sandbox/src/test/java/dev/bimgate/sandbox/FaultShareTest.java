package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultShareTest extends SandboxTest {

  @Test
  void oneSeedGivesTheSameRun() {
    List<Integer> first = run(0.3, 7);

    assertThat(run(0.3, 7)).isEqualTo(first).contains(503).contains(200);
    assertThat(run(0.3, 8)).isNotEqualTo(first);
  }

  @Test
  void shareOfNothingIsNeverAndOfAllAlways() {
    assertThat(run(0, 1)).doesNotContain(503);
    assertThat(run(1, 1)).doesNotContain(200);
  }

  @Test
  void ruleThatPassesARequestByLeavesItToTheNext() {
    Faults faults = sandbox.bimplus().faults();
    faults.add(Requests.any(), FaultKind.STATUS.with("status", 503), 1, 0, 1);
    faults.add(Requests.any(), FaultKind.STATUS.with("status", 500), 1);

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(500);
  }

  private List<Integer> run(double share, long seed) {
    Faults faults = sandbox.bimplus().faults();
    faults.clear();
    faults.add(Requests.to("/v2/teams"), FaultKind.STATUS.with(), 1_000, share, seed);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      statuses.add(client.get("/teams", token).statusCode());
    }
    return statuses;
  }
}
