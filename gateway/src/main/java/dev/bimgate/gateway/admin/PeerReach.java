package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.peers.PeerReplies;
import io.vertx.core.Future;

/** What other gateways have done of an admin call. */
final class PeerReach {

  private PeerReach() {}

  /** Waits for them, on a thread that may block. It never fails, and takes 11 s at most. */
  static <T> T await(Future<T> everywhere) {
    return everywhere.toCompletionStage().toCompletableFuture().join();
  }

  /** Shows how many gateways were asked and have answered, where there are others. */
  static void put(ObjectNode json, PeerReplies replies) {
    if (replies.asked() > 0) {
      json.putObject("gateways").put("asked", replies.asked()).put("answered", replies.answered());
    }
  }
}
