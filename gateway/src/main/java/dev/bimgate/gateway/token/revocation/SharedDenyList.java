package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.Receipt;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The deny list that gateways share: what one denies, all deny, from then on and after they were
 * started again.
 */
public final class SharedDenyList implements PeerTopic {

  private static final Logger LOG = Logger.getLogger(SharedDenyList.class);

  private static final String BY_OPERATORS = "x:o";
  private static final String BY_LOGOUTS = "x:l";

  /** How long after its end a denial is removed: clocks of gateways differ. */
  private static final long MARGIN_MILLIS = Duration.ofDays(1).toMillis();

  private final DenyList denyList;
  private final VerifiedTokenCache remembered;
  private final Consumer<Invalidation> lists;
  private final Peers peers;

  /**
   * The list of this gateway.
   *
   * @param lists invalidates those of this gateway
   */
  public SharedDenyList(
      DenyList denyList, VerifiedTokenCache remembered, Consumer<Invalidation> lists, Peers peers) {
    this.denyList = denyList;
    this.remembered = remembered;
    this.lists = lists;
    this.peers = peers;
  }

  /** Lets the others deny, and invalidate, what this gateway has denied and invalidated. */
  Future<PeerReplies> publish(DenyEntry entry, List<Invalidation> invalidated) {
    DenyMessage message = new DenyMessage(entry, invalidated);
    return peers.call(Message.Kind.DENY, message.toBytes(), List.of(ruleOf(entry)));
  }

  @Override
  public Message.Kind kind() {
    return Message.Kind.DENY;
  }

  /** Its own again, except for tokens of who has logged in since: who has sent it is not sealed. */
  @Override
  public Receipt receive(byte[] body, boolean isOwn) {
    Optional<DenyMessage> message = DenyMessage.of(body);
    if (message.isEmpty()) {
      return Receipt.NOT_UNDERSTOOD;
    }
    return apply(message.get(), isOwn) ? Receipt.done() : Receipt.NOT_DONE;
  }

  /** Whether it is denied; its lists are invalidated in any case. */
  private boolean apply(DenyMessage message, boolean isOwn) {
    DenyEntry entry = message.entry();
    Optional<DenyEntry> applied = denyList.apply(entry);
    applied.ifPresentOrElse(here -> publishLonger(entry, here), () -> warn(1));
    if (entry.byOperator() && applied.isPresent() && !isOwn) {
      denyList.denyIssuedSoon(entry.rule(), remembered, Instant.ofEpochMilli(entry.atMillis()));
    }
    message.lists().forEach(lists);
    // Its sender knows only those whose tokens it has verified itself.
    remembered.thoseOf(entry.rule()).stream()
        .map(AuthenticationResult.Authenticated::caller)
        .distinct()
        .forEach(caller -> lists.accept(new Invalidation(Scope.caller(caller), Reason.PEER)));
    return applied.isPresent();
  }

  private static void warn(int notApplied) {
    LOG.warnf("deny list full: denials of peers not applied here count=%d", notApplied);
  }

  /** Tokens that were seen only here may be used anywhere. */
  private void publishLonger(DenyEntry received, DenyEntry here) {
    if (here.untilMillis() > received.untilMillis()) {
      var unused = publish(here, List.of());
    }
  }

  @Override
  public Set<String> hashes() {
    return Set.of(BY_OPERATORS, BY_LOGOUTS);
  }

  @Override
  public Amendment load(List<PeerRule> stored) {
    long now = denyList.nowMillis();
    List<DenyEntry> firstToEnd =
        stored.stream()
            .flatMap(rule -> DenyEntry.of(rule.value()).stream())
            .sorted(Comparator.comparingLong(DenyEntry::untilMillis))
            .toList();
    int notApplied =
        firstToEnd.stream()
            .filter(entry -> entry.untilMillis() > now)
            .mapToInt(entry -> denyList.apply(entry).isPresent() ? 0 : 1)
            .sum();
    if (notApplied > 0) {
      warn(notApplied);
    }
    return new Amendment(missing(stored, firstToEnd, now), removable(firstToEnd, now));
  }

  /** Not in place of what a later version has stored. */
  private List<PeerRule> missing(List<PeerRule> stored, List<DenyEntry> entries, long now) {
    Map<DenyEntry, Long> storedUntil = new HashMap<>();
    entries.forEach(
        entry -> storedUntil.merge(entry.withoutTimes(), entry.untilMillis(), Math::max));
    Set<ByteBuffer> notUnderstood =
        stored.stream()
            .filter(rule -> DenyEntry.of(rule.value()).isEmpty())
            .map(rule -> ByteBuffer.wrap(rule.key()))
            .collect(Collectors.toSet());
    return denyList
        .entries()
        .filter(entry -> entry.untilMillis() > now)
        .filter(entry -> entry.untilMillis() > storedUntil.getOrDefault(entry.withoutTimes(), 0L))
        .map(SharedDenyList::ruleOf)
        .filter(rule -> !notUnderstood.contains(ByteBuffer.wrap(rule.key())))
        .toList();
  }

  /** What has ended, and the logouts for which no gateway has room. */
  private static List<PeerRule> removable(List<DenyEntry> firstToEnd, long now) {
    List<DenyEntry> logouts = firstToEnd.stream().filter(entry -> !entry.byOperator()).toList();
    int surplus = Math.max(0, logouts.size() - DenyList.MAX_LOGOUTS);
    return Stream.concat(
            firstToEnd.stream().filter(entry -> entry.untilMillis() <= now - MARGIN_MILLIS),
            logouts.stream().limit(surplus))
        .distinct()
        .map(SharedDenyList::ruleOf)
        .toList();
  }

  private static PeerRule ruleOf(DenyEntry entry) {
    return new PeerRule(
        entry.byOperator() ? BY_OPERATORS : BY_LOGOUTS, entry.key(), entry.toBytes());
  }
}
