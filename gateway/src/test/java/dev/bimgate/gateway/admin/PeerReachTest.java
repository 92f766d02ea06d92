package dev.bimgate.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.peers.PeerReplies;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerReachTest {

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  /** As of a user, whose legacy tokens are denied by a call of their own. */
  @Test
  void ofTwoCallsTheOneCountsThatFewerGatewaysHaveAnswered() {
    PeerReach.put(json, List.of(replies(3, 2), replies(2, 2), replies(3, 3)));

    assertThat(json).hasToString("{\"gateways\":{\"asked\":3,\"answered\":2}}");
  }

  @Test
  void aGatewayAloneShowsNothing() {
    PeerReach.put(json, List.of(PeerReplies.NONE, PeerReplies.NONE));

    assertThat(json).isEmpty();
  }

  private static PeerReplies replies(int asked, int answered) {
    return new PeerReplies(asked, answered, List.of());
  }
}
