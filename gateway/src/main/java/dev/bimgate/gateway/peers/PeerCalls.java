package dev.bimgate.gateway.peers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls that concern all gateways, and the replies of the others, each in a message of its own. A
 * message of a call, and a reply to it, begin with its id.
 *
 * <p>Belongs to one event loop.
 */
final class PeerCalls {

  private static final int ID_BYTES = 16;

  /** How long a call waits for replies once the others have done it, or are isolated. */
  private static final long REPLY_MILLIS = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<ByteBuffer, Call> open = new HashMap<>();
  private final Vertx vertx;
  private final PeerState state;

  PeerCalls(Vertx vertx, PeerState state) {
    this.vertx = vertx;
    this.state = state;
  }

  /** A call that waits for replies. */
  private static final class Call {
    private final byte[] id;
    private final List<byte[]> replies = new ArrayList<>();
    private final Promise<PeerReplies> completed = Promise.promise();
    private int asked = Integer.MAX_VALUE;

    Call(byte[] id) {
      this.id = id;
    }
  }

  /**
   * Publishes a call, and completes when all have replied.
   *
   * @param publish publishes the body of a message
   */
  Future<PeerReplies> call(byte[] content, Function<byte[], Future<PublicationOutcome>> publish) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Call call = new Call(id);
    open.put(ByteBuffer.wrap(id), call);
    publish.apply(concat(id, content)).onSuccess(outcome -> published(call, outcome));
    return call.completed.future();
  }

  private void published(Call call, PublicationOutcome outcome) {
    if (outcome == PublicationOutcome.ISOLATED) {
      end(call, state.lastMembers());
    } else {
      call.asked = state.lastMembers();
      vertx.setTimer(REPLY_MILLIS, late -> end(call, call.asked));
      completeIfWhole(call);
    }
  }

  private void end(Call call, int asked) {
    open.remove(ByteBuffer.wrap(call.id));
    int answered = call.replies.size() + 1;
    call.completed.tryComplete(new PeerReplies(Math.max(asked, answered), answered, call.replies));
  }

  /** Takes a reply, to a call of this gateway or of another. */
  void replied(byte[] body) {
    Call call = body.length < ID_BYTES ? null : open.get(ByteBuffer.wrap(body, 0, ID_BYTES));
    if (call != null) {
      call.replies.add(Arrays.copyOfRange(body, ID_BYTES, body.length));
      completeIfWhole(call);
    }
  }

  private void completeIfWhole(Call call) {
    if (call.replies.size() + 1 >= call.asked) {
      end(call, call.asked);
    }
  }

  /** What a call says; empty if the body is malformed. */
  static Optional<byte[]> contentOf(byte[] body) {
    return body.length < ID_BYTES
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(body, ID_BYTES, body.length));
  }

  static byte[] replyTo(byte[] body, byte[] reply) {
    return concat(Arrays.copyOf(body, ID_BYTES), reply);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
