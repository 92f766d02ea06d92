package dev.bimgate.gateway.lists;

import dev.bimgate.gateway.lists.CacheBypass.Decision;
import dev.bimgate.gateway.lists.CacheBypass.State;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.Receipt;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bypass of all gateways: the last decision of an operator holds, in whatever order decisions
 * arrive, and however often. A message, and what is stored, are the time of the decision in
 * milliseconds and the id of its request; then for a bypass that is on the times of its beginning
 * and end, and the id of the request that has begun it.
 */
public final class SharedBypass implements PeerTopic {

  private static final String HASH = "b";
  private static final byte[] KEY = {};

  private final CacheBypass bypass;
  private final Peers peers;

  public SharedBypass(CacheBypass bypass, Peers peers) {
    this.bypass = bypass;
    this.peers = peers;
    peers.add(this);
  }

  /** Lets the others do what was done here. */
  public Future<PeerReplies> publish() {
    byte[] form = form(bypass.last());
    return peers.call(Message.Kind.BYPASS, form, List.of(new PeerRule(HASH, KEY, form)));
  }

  @Override
  public Message.Kind kind() {
    return Message.Kind.BYPASS;
  }

  @Override
  public Receipt receive(byte[] body, boolean isOwn) {
    Optional<Decision> decision = read(body);
    decision.ifPresent(bypass::take);
    return decision.isPresent() ? Receipt.done() : Receipt.NOT_UNDERSTOOD;
  }

  @Override
  public Set<String> hashes() {
    return Set.of(HASH);
  }

  /** What a later version has stored is left. */
  @Override
  public Amendment load(List<PeerRule> stored) {
    List<Optional<Decision>> decisions = stored.stream().map(rule -> read(rule.value())).toList();
    decisions.forEach(decision -> decision.ifPresent(bypass::take));
    Decision last = bypass.last();
    boolean isLater =
        decisions.stream().allMatch(one -> one.isPresent() && last.isAfter(one.get()));
    return new Amendment(
        last != Decision.NONE && isLater ? List.of(new PeerRule(HASH, KEY, form(last))) : List.of(),
        List.of());
  }

  private static byte[] form(Decision decision) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      to.writeLong(decision.atMillis());
      to.writeUTF(decision.by());
      State state = decision.state();
      if (state != null) {
        to.writeLong(state.since().toEpochMilli());
        to.writeLong(state.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        to.writeUTF(state.by());
      }
    } catch (IOException tooLong) {
      throw new UncheckedIOException(tooLong);
    }
    return bytes.toByteArray();
  }

  private static Optional<Decision> read(byte[] form) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(form))) {
      long atMillis = from.readLong();
      String by = from.readUTF();
      State state = from.available() == 0 ? null : readState(from);
      return from.available() == 0
          ? Optional.of(new Decision(atMillis, by, state))
          : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static State readState(DataInputStream from) throws IOException {
    Instant since = Instant.ofEpochMilli(from.readLong());
    long until = from.readLong();
    return new State(
        since,
        from.readUTF(),
        until == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
  }
}
