package dev.bimgate.gateway.peers;

import dev.bimgate.cache.byteform.ByteFormException;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.peers.Messages.Reading;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Seals the messages of a gateway, and does what those in the log ask for. */
final class PeerReceiver {

  private final Seal seal;

  /** What messages are sealed for. */
  private final String name;

  private final Consumer<Invalidation> lists;
  private final PeerEvents events;
  private final Consumer<byte[]> replies;
  private final PeerCalls calls;
  private final Map<Message.Kind, PeerTopic> topics = new EnumMap<>(Message.Kind.class);

  /**
   * @param lists invalidates
   * @param replies publishes a message, sealed
   */
  PeerReceiver(
      Seal seal,
      Keys keys,
      Consumer<Invalidation> lists,
      PeerCalls calls,
      PeerEvents events,
      Consumer<byte[]> replies) {
    this.seal = seal;
    this.name = keys.messages();
    this.lists = lists;
    this.calls = calls;
    this.events = events;
    this.replies = replies;
  }

  void add(PeerTopic topic) {
    topics.put(topic.kind(), topic);
  }

  Collection<PeerTopic> topics() {
    return topics.values();
  }

  /** The message that invalidates lists. */
  byte[] sealed(Invalidation what) {
    return sealed(Message.Kind.INVALIDATE, InvalidationList.form(what));
  }

  /** The message that invalidates everything. */
  byte[] everything() {
    return sealed(new Invalidation(Scope.EVERYTHING, Reason.WRITE));
  }

  byte[] sealed(Message.Kind kind, byte[] body) {
    boolean mayBeIgnored = kind == Message.Kind.REPLY;
    return seal.seal(name, Messages.write(new Message(kind, body), mayBeIgnored));
  }

  /**
   * Does what a message asks for, before it returns.
   *
   * @param isOwn whether this gateway has published it
   */
  void receive(byte[] sealed, boolean isOwn) {
    Reading reading = seal.open(name, sealed).map(Messages::read).orElseGet(Reading.Unknown::new);
    if (reading instanceof Reading.Understood understood) {
      receive(understood.message(), isOwn);
    } else if (reading instanceof Reading.Ignored) {
      events.received(null, MessageResult.IGNORED);
    } else {
      notUnderstood();
    }
  }

  private void receive(Message message, boolean isOwn) {
    boolean isUnderstood =
        switch (message.kind()) {
          case INVALIDATE -> invalidate(message.body(), isOwn);
          case PURGE, DENY, BYPASS -> receiveCall(message, isOwn);
          case REPLY -> {
            calls.replied(message.body());
            yield true;
          }
        };
    if (isUnderstood) {
      events.received(message.kind(), MessageResult.APPLIED);
    } else {
      notUnderstood();
    }
  }

  private boolean receiveCall(Message message, boolean isOwn) {
    PeerTopic topic = topics.get(message.kind());
    Optional<byte[]> content = PeerCalls.contentOf(message.body());
    if (topic == null || content.isEmpty()) {
      return false;
    }
    Receipt receipt = topic.receive(content.get(), isOwn);
    byte[] reply = receipt.reply();
    if (reply != null && !isOwn) {
      byte[] toCaller = PeerCalls.replyTo(message.body(), reply);
      replies.accept(sealed(Message.Kind.REPLY, toCaller));
    }
    return receipt.isUnderstood();
  }

  private boolean invalidate(byte[] body, boolean isOwn) {
    try {
      Invalidation what = InvalidationList.read(body);
      // Rejected lists are gone before others are to know of it, but who has sent it is not sealed.
      boolean countsHere = isOwn && what.reason() != Reason.REFUSED;
      lists.accept(countsHere ? what : new Invalidation(what.scope(), Reason.PEER));
      return true;
    } catch (ByteFormException ofAnotherVersion) {
      return false;
    }
  }

  /** The lists that are meant are not known, so it is all of them. */
  private void notUnderstood() {
    invalidateEverything();
    events.received(null, MessageResult.NOT_UNDERSTOOD);
  }

  void invalidateEverything() {
    lists.accept(new Invalidation(Scope.EVERYTHING, Reason.PEER));
  }
}
