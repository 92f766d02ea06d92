package dev.bimgate.gateway.lists;

import dev.bimgate.gateway.lists.CacheBypass.State;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Peers;
import io.vertx.core.Future;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bypass of all gateways. A message, and what is stored, are the times of its beginning and end
 * in milliseconds, then the id of the request; nothing where it has ended.
 */
public final class SharedBypass implements PeerTopic {

  private static final String HASH = "b";
  private static final byte[] KEY = {};
  private static final byte[] DONE = {};

  private final CacheBypass bypass;
  private final Peers peers;

  public SharedBypass(CacheBypass bypass, Peers peers) {
    this.bypass = bypass;
    this.peers = peers;
    peers.add(this);
  }

  /** Lets the others do what was done here. */
  public Future<PeerReplies> publish() {
    byte[] form = form(bypass.state().orElse(null));
    return peers.call(Message.Kind.BYPASS, form, List.of(new PeerRule(HASH, KEY, form)));
  }

  @Override
  public Message.Kind kind() {
    return Message.Kind.BYPASS;
  }

  @Override
  public Optional<byte[]> receive(byte[] body, boolean isOwn) {
    try {
      bypass.set(read(body));
      return Optional.of(DONE);
    } catch (BufferUnderflowException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public Set<String> hashes() {
    return Set.of(HASH);
  }

  @Override
  public Amendment load(List<PeerRule> stored) {
    if (stored.isEmpty() && bypass.state().isPresent()) {
      PeerRule missing = new PeerRule(HASH, KEY, form(bypass.state().get()));
      return new Amendment(List.of(missing), List.of());
    }
    stored.forEach(rule -> receive(rule.value(), false));
    return new Amendment(List.of(), List.of());
  }

  private static byte[] form(@Nullable State state) {
    if (state == null) {
      return new byte[0];
    }
    byte[] by = state.by().getBytes(StandardCharsets.UTF_8);
    long until = state.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    return ByteBuffer.allocate(2 * Long.BYTES + by.length)
        .putLong(state.since().toEpochMilli())
        .putLong(until)
        .put(by)
        .array();
  }

  private static @Nullable State read(byte[] form) {
    if (form.length == 0) {
      return null;
    }
    ByteBuffer from = ByteBuffer.wrap(form);
    Instant since = Instant.ofEpochMilli(from.getLong());
    long until = from.getLong();
    String by = StandardCharsets.UTF_8.decode(from).toString();
    return new State(
        since,
        by,
        until == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
  }
}
