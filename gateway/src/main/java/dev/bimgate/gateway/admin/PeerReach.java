package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.peers.PeerReplies;
import io.vertx.core.Future;
import java.util.List;

/** What other gateways have done of an admin call. */
final class PeerReach {

  private PeerReach() {}

  /** Waits for them, on a thread that may block. It never fails, and takes 11 s at most. */
  static <T> T await(Future<T> everywhere) {
    return everywhere.toCompletionStage().toCompletableFuture().join();
  }

  /**
   * Shows how many gateways were asked and have answered, where there are others.
   *
   * @param calls what the admin call consists of: the one that fewest have answered counts
   */
  static void put(ObjectNode json, List<PeerReplies> calls) {
    int asked = calls.stream().mapToInt(PeerReplies::asked).max().orElse(0);
    int answered = calls.stream().mapToInt(PeerReplies::answered).min().orElse(0);
    if (asked > 0) {
      json.putObject("gateways").put("asked", asked).put("answered", answered);
    }
  }
}
