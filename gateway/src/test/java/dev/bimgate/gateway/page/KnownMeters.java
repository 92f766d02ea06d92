package dev.bimgate.gateway.page;

import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.client.CallClass;
import dev.bimgate.client.RetryResult;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.client.UpstreamOutcome;
import dev.bimgate.gateway.admin.AdminAction;
import dev.bimgate.gateway.admin.AdminResult;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.limits.BudgetState;
import dev.bimgate.gateway.limits.LimitedBy;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.MessageResult;
import dev.bimgate.gateway.peers.PublicationOutcome;
import dev.bimgate.gateway.peers.SessionEnd;
import dev.bimgate.gateway.peers.SharedListResult;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The closed list of our meters, each with its tags and all their values. */
final class KnownMeters {

  static final List<KnownMeter> ALL =
      List.of(
          meter(
              "gateway.requests",
              Tag.of("route", CachedRoute.values()).and(RouteName.values()),
              Tag.of("outcome", Outcome.values()),
              Tag.inWords("status", "\\d{3}", "the HTTP status")),
          meter(
              "gateway.cache.lookups",
              Tag.of("route", CachedRoute.values()),
              Tag.of("outcome", LookupOutcome.values())),
          meter("gateway.cache.size.bytes"),
          meter("gateway.cache.entries"),
          meter("gateway.cache.evictions", Tag.of("reason", EvictionReason.values())),
          meter("gateway.cache.invalidations", Tag.of("reason", Invalidation.Reason.values())),
          meter("gateway.cache.hit.age"),
          meter(
              "gateway.cache.calls.saved",
              Tag.of(
                      "by",
                      LookupOutcome.HIT,
                      LookupOutcome.STALE,
                      LookupOutcome.STALE_IF_ERROR,
                      LookupOutcome.COALESCED,
                      LookupOutcome.SHARED)
                  .and(
                      "shared_between_apps",
                      "Another app of the same user, with equal scopes, had the list: what"
                          + " `gateway.cache.shared-between-apps` would save.")),
          meter(
              "gateway.upstream.requests",
              Tag.of("operation", UpstreamOperation.values()),
              Tag.of("outcome", UpstreamOutcome.values())),
          meter("gateway.upstream.connections"),
          meter("gateway.upstream.pool.wait"),
          meter("gateway.upstream.held", Tag.of("class", CallClass.values())),
          meter(
              "gateway.upstream.breaker",
              Tag.of("class")
                  .and("lists", "Lists.")
                  .and("calls", "Every other request with a credential.")
                  .and("logins", "Legacy tokens, and requests without a credential.")),
          meter("gateway.upstream.retries", Tag.of("result", RetryResult.values())),
          meter("gateway.limits.refused", Tag.of("by", LimitedBy.values())),
          meter("gateway.budget.users", Tag.of("state", BudgetState.values())),
          meter("gateway.budget.left"),
          meter(
              "gateway.token.verifications",
              Tag.of("result", RejectionReason.values())
                  .and(
                      "accepted_stale",
                      "A legacy token was accepted again because Bimplus had accepted it before and"
                          + " did not respond now.")
                  .and("accepted", "The token was accepted.")),
          meter("gateway.token.remembered"),
          meter("gateway.token.key.fetches", Tag.of("result", KeyFetch.values())),
          meter("gateway.peers.connected"),
          meter("gateway.peers.members"),
          meter("gateway.peers.writes", Tag.of("outcome", PublicationOutcome.values())),
          meter("gateway.peers.sessions", Tag.of("cause", SessionEnd.values())),
          meter(
              "gateway.peers.messages",
              Tag.of("kind", Message.Kind.values()).and("unknown", "It could not be read."),
              Tag.of("result", MessageResult.values())),
          meter("gateway.peers.lists", Tag.of("result", SharedListResult.values())),
          meter("gateway.heads.refused", Tag.of("cause", ProtocolError.values())),
          meter(
              "gateway.admin.calls",
              Tag.of("action", AdminAction.values()),
              Tag.of("result", AdminResult.values())),
          meter(
              "gateway.build.info",
              Tag.inWords("version", ".+", "the version"),
              Tag.inWords(
                  "commit",
                  "[0-9a-f]{40}|unknown",
                  "the commit it was built from, or `unknown` without a repository")),
          meter("process.memory.resident"),
          meter("process.memory.limit"));

  private KnownMeters() {}

  /** A meter by its name in code; kind, unit and meaning are known to the registry. */
  record KnownMeter(String name, List<Tag> tags) {}

  /**
   * A tag of a meter.
   *
   * @param values the closed list of its values, each a constant or a text about it; empty when
   *     {@code words} describes them
   * @param form a regular expression that all its values match
   * @param words what its values are, where that is no closed list
   */
  record Tag(String key, Map<String, Object> values, String form, String words) {

    static Tag of(String key, Enum<?>... constants) {
      Map<String, Object> values = new LinkedHashMap<>();
      Stream.of(constants).forEach(constant -> values.put(Labels.of(constant), constant));
      return new Tag(key, values, "", "");
    }

    static Tag inWords(String key, String form, String words) {
      return new Tag(key, Map.of(), form, words);
    }

    Tag and(Enum<?>... others) {
      Map<String, Object> more = new LinkedHashMap<>(values);
      more.putAll(of(key, others).values);
      return new Tag(key, more, form, words);
    }

    Tag and(String value, String meaning) {
      Map<String, Object> more = new LinkedHashMap<>();
      more.put(value, meaning);
      more.putAll(values);
      return new Tag(key, more, form, words);
    }

    boolean holds(String value) {
      return values.containsKey(value) || value.matches(form);
    }
  }

  private static KnownMeter meter(String name, Tag... tags) {
    return new KnownMeter(name, List.of(tags));
  }
}
