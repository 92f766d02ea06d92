package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gateway does about messages in the log. */
class PeerReceiverTest implements PeerEvents {

  /** An id, and a byte. */
  private static final byte[] CALL = new byte[17];

  private static final Keys KEYS = new Keys("bimgate:{p}:");
  private static final Seal SEAL = Seals.of(1);
  private static final Invalidation WRITE =
      new Invalidation(Scope.team(CachedRoute.PROJECTS, PeerBench.TEAM), Reason.WRITE);
  private static final Invalidation BY_PEER = new Invalidation(WRITE.scope(), Reason.PEER);
  private static final Invalidation EVERYTHING = new Invalidation(Scope.EVERYTHING, Reason.PEER);

  private final List<Invalidation> invalidated = new ArrayList<>();
  private final List<byte[]> replies = new ArrayList<>();
  private final List<MessageResult> results = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final PeerCalls calls = new PeerCalls(vertx, new PeerState());
  private final PeerReceiver receiver = receiver(SEAL);

  @AfterEach
  void close() {
    vertx.close();
  }

  private PeerReceiver receiver(Seal seal) {
    return new PeerReceiver(seal, KEYS, invalidated::add, calls, this, replies::add);
  }

  @Test
  void anInvalidationOfAPeerCountsAsOne() {
    receiver.receive(receiver.sealed(WRITE), false);

    assertThat(invalidated).containsExactly(BY_PEER);
  }

  @Test
  void anInvalidationOfItsOwnKeepsItsReason() {
    receiver.receive(receiver.sealed(WRITE), true);

    assertThat(invalidated).containsExactly(WRITE);
  }

  @Test
  void aRejectedListIsGoneAlthoughTheMessageSeemsItsOwn() {
    receiver.receive(receiver.sealed(new Invalidation(WRITE.scope(), Reason.REFUSED)), true);

    assertThat(invalidated).containsExactly(BY_PEER);
  }

  @Test
  void bytesThatDoNotOpenInvalidateEverything() {
    receiver.receive(receiver(Seals.of(2)).sealed(WRITE), false);

    assertThat(invalidated).containsExactly(EVERYTHING);
    assertThat(results).containsExactly(MessageResult.NOT_UNDERSTOOD);
  }

  @Test
  void aMessageOfGatewaysOfAnotherBimplusDoesNotOpen() {
    Keys another = new Keys("bimgate:{another}:");
    PeerReceiver theirs =
        new PeerReceiver(SEAL, another, invalidated::add, calls, this, replies::add);

    receiver.receive(theirs.sealed(WRITE), false);

    assertThat(invalidated).containsExactly(EVERYTHING);
  }

  @Test
  void aMessageOfALaterVersionInvalidatesEverythingUnlessItMayBeIgnored() {
    byte[] mayNot = {9, 1, 0};
    byte[] may = {9, 1, 1};

    receiver.receive(SEAL.seal(KEYS.messages(), mayNot), false);
    receiver.receive(SEAL.seal(KEYS.messages(), may), false);

    assertThat(invalidated).containsExactly(EVERYTHING);
    assertThat(results).containsExactly(MessageResult.NOT_UNDERSTOOD, MessageResult.IGNORED);
  }

  @Test
  void aCallThatNobodyHereAnswersInvalidatesEverything() {
    receiver.receive(receiver.sealed(Message.Kind.DENY, CALL), false);

    assertThat(invalidated).containsExactly(EVERYTHING);
  }

  @Test
  void aCallIsAnsweredToItsCaller() {
    receiver.add(new Echo());

    receiver.receive(receiver.sealed(Message.Kind.DENY, CALL), false);

    assertThat(replies).singleElement().satisfies(this::isReply);
  }

  private void isReply(byte[] sealed) {
    byte[] reply = SEAL.open(KEYS.messages(), sealed).orElseThrow();
    Message message = new Message(Message.Kind.REPLY, CALL);
    assertThat(reply).isEqualTo(Messages.write(message, true));
  }

  @Test
  void aCallThatCouldNotBeDoneHasNoReplyAndIsUnderstood() {
    receiver.add(new Echo());

    receiver.receive(receiver.sealed(Message.Kind.DENY, new byte[16]), false);

    assertThat(replies).isEmpty();
    assertThat(results).containsExactly(MessageResult.APPLIED);
  }

  @Test
  void itsOwnCallHasNoReply() {
    receiver.add(new Echo());

    receiver.receive(receiver.sealed(Message.Kind.DENY, CALL), true);

    assertThat(replies).isEmpty();
  }

  @Override
  public void listed(SharedListResult result) {}

  @Override
  public void sessionEnded(SessionEnd cause) {}

  @Override
  public void published(PublicationOutcome outcome) {}

  @Override
  public void received(Message.@Nullable Kind kind, MessageResult result) {
    results.add(result);
  }

  /** Replies with what it receives. */
  private static final class Echo implements PeerTopic {

    @Override
    public Message.Kind kind() {
      return Message.Kind.DENY;
    }

    @Override
    public Receipt receive(byte[] body, boolean isOwn) {
      return body.length == 0 ? Receipt.NOT_DONE : Receipt.done(body);
    }
  }
}
