package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Meters of a gateway that has peers; one without has none of them. */
public final class PeerMeters implements PeerEvents {

  private static final String UNKNOWN_KIND = "unknown";

  private final MeterRegistry registry;
  private final EnumTable<SessionEnd, Counter> sessions;
  private final EnumTable<PublicationOutcome, Counter> writes;
  private final EnumTable<Message.Kind, Counter> applied;
  private final EnumTable<MessageResult, Counter> unknown;
  private final EnumTable<SharedListResult, Counter> lists;

  public PeerMeters(MeterRegistry registry) {
    this.registry = registry;
    this.sessions =
        new EnumTable<>(
            SessionEnd.class,
            cause ->
                Counter.builder("gateway.peers.sessions")
                    .description("Ends of sessions with Valkey, attempts to begin one included")
                    .tag("cause", Labels.of(cause))
                    .register(registry));
    this.writes =
        new EnumTable<>(
            PublicationOutcome.class,
            outcome ->
                Counter.builder("gateway.peers.writes")
                    .description("Messages to all gateways, by what their senders waited for")
                    .tag("outcome", Labels.of(outcome))
                    .register(registry));
    this.applied =
        new EnumTable<>(
            Message.Kind.class, kind -> messages(Labels.of(kind), MessageResult.APPLIED));
    // From the start: an alert sees no increase in a counter that begins with 1.
    this.unknown =
        new EnumTable<>(
            MessageResult.class,
            Set.of(MessageResult.APPLIED),
            result -> messages(UNKNOWN_KIND, result));
    this.lists =
        new EnumTable<>(
            SharedListResult.class,
            result ->
                Counter.builder("gateway.peers.lists")
                    .description("Loads of lists that gateways may share, by what became of them")
                    .tag("result", Labels.of(result))
                    .register(registry));
  }

  @Override
  public void listed(SharedListResult result) {
    lists.get(result).increment();
  }

  /** Shows the state of a gateway among its peers. */
  public void watch(ValkeyPeers peers) {
    Gauge.builder("gateway.peers.connected", peers, of -> of.isTogether() ? 1 : 0)
        .description("1 while the gateway knows what its peers invalidate, 0 while it is isolated")
        .register(registry);
    Gauge.builder("gateway.peers.members", peers, ValkeyPeers::members)
        .description("Gateways that are together, this one included; 0 while it is isolated")
        .register(registry);
  }

  private Counter messages(String kind, MessageResult result) {
    return Counter.builder("gateway.peers.messages")
        .description("Messages received from the log, its own ones included")
        .tag("kind", kind)
        .tag("result", Labels.of(result))
        .register(registry);
  }

  @Override
  public void sessionEnded(SessionEnd cause) {
    sessions.get(cause).increment();
  }

  @Override
  public void published(PublicationOutcome outcome) {
    writes.get(outcome).increment();
  }

  @Override
  public void received(Message.@Nullable Kind kind, MessageResult result) {
    (kind == null ? unknown.get(result) : applied.get(kind)).increment();
  }
}
