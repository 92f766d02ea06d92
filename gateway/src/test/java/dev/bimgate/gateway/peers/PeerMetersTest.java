package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What an alert reads of the messages that a gateway receives. */
class PeerMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PeerMeters meters = new PeerMeters(registry);

  /**
   * GatewayPeersNotUnderstood: the increase of a counter that appears with its first message is 0.
   */
  @Test
  void theFirstMessageThatIsNotUnderstoodIsAnIncrease() {
    double before = notUnderstood();

    meters.received(null, MessageResult.NOT_UNDERSTOOD);

    assertThat(before).isZero();
    assertThat(notUnderstood()).isEqualTo(1);
  }

  private double notUnderstood() {
    return registry
        .get("gateway.peers.messages")
        .tags("kind", "unknown", "result", "not_understood")
        .counter()
        .count();
  }
}
