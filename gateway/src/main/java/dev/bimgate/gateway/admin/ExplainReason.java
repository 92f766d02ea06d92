package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.limits.BudgetState;

/**
 * One reason why a list is or is not served from the cache.
 *
 * @param rule its name
 * @param section its source: a section of an RFC, a promise of the cache, or a setting
 * @param sentence what followed from it
 */
record ExplainReason(String rule, String section, String sentence) {

  static final ExplainReason NEVER_ASKED =
      new ExplainReason(
          "never_asked",
          "Bimplus Gateway, last events of 10,000 keys",
          "No event of this list is recorded: it was never requested here, or long ago.");

  static final ExplainReason NOT_A_LIST =
      new ExplainReason(
          "not_a_list",
          "Bimplus Gateway, cached routes",
          "Responses at this path are never cached: each request is forwarded.");

  static final ExplainReason ODD_QUERY =
      new ExplainReason(
          "odd_query",
          "RFC 3986, 3.4",
          "The query holds invalid characters: each request is forwarded.");

  static final ExplainReason BYPASS =
      new ExplainReason(
          "bypass",
          "POST /q/gateway/bypass",
          "The cache bypass is on: nothing is served from the cache or stored.");

  static final ExplainReason SOFT_PURGE =
      new ExplainReason("soft_purge", "POST /q/gateway/purge", "A soft purge ended its freshness.");

  static final ExplainReason PAUSE =
      new ExplainReason(
          "pause",
          "RFC 9110, 10.2.3",
          "Bimplus sent Retry-After: until then the list is served without revalidation.");

  static final ExplainReason PAUSE_AFTER_FAILURE =
      new ExplainReason(
          "pause_after_failure",
          "RFC 5861, 4",
          "Its last load failed: until then, or until a load of any list succeeds, it is served"
              + " without revalidation.");

  static final ExplainReason LAST_LOAD_FAILED =
      new ExplainReason(
          "last_load_failed",
          "RFC 5861, 4",
          "Its last load failed: it is served at once and revalidated in the background.");

  static final ExplainReason PERHAPS_SHARED =
      new ExplainReason(
          "perhaps_shared",
          "Bimplus Gateway, peers",
          "If another gateway has loaded it meanwhile, that list is served instead.");

  /** What a budget changes; for one that allows every call, nothing. */
  static ExplainReason of(BudgetState state) {
    return state == BudgetState.STOPPED
        ? new ExplainReason(
            "budget_spent",
            "gateway.limits.write-reserve",
            "What is left of the user's budget at Bimplus is for writes, or nothing is: it is"
                + " served if it may be served stale, and not loaded.")
        : new ExplainReason(
            "budget_low",
            "Bimplus Gateway, budgets",
            "Little is left of the user's budget at Bimplus: it is served without revalidation until"
                + " stale-while-revalidate ends.");
  }

  static ExplainReason of(Rule rule) {
    return new ExplainReason(Labels.of(rule), rule.section(), rule.sentence());
  }

  static ExplainReason of(Freshness.State state) {
    String rule = Labels.of(state);
    return switch (state) {
      case FRESH -> new ExplainReason(rule, "RFC 9111, 4.2", "It is fresh.");
      case STALE_REVALIDATE ->
          new ExplainReason(
              rule,
              "RFC 5861, 3",
              "It is stale: it is served once more and revalidated in the background.");
      case STALE_ON_ERROR ->
          new ExplainReason(
              rule,
              "RFC 5861, 4",
              "It is stale: it is served if its last load failed, else revalidated first.");
      case EXPIRED ->
          new ExplainReason(rule, "RFC 9111, 4.2.4", "It is never served, only revalidated.");
    };
  }

  /** Why a list of another caller, or for other request headers, is not served to this one. */
  static ExplainReason of(CacheKey key, Explanation.Other other) {
    if (key.caller().equals(other.caller())) {
      return new ExplainReason(
          "another_variant",
          "RFC 9111, 4.1",
          "Responses vary by request headers, and this one is for other headers.");
    }
    return key.caller().scopes().equals(other.caller().scopes())
        ? new ExplainReason(
            "another_app",
            "gateway.cache.shared-between-apps",
            "Another app of the same user loaded it, and apps do not share lists.")
        : new ExplainReason(
            "other_scopes",
            "Bimplus Gateway, promise 1",
            "It was loaded with other scopes, and so with other rights.");
  }

  static ExplainReason of(LastEvent event) {
    LastEventType type = event.type();
    String status =
        event.status() == 0
            ? "Bimplus rejected the request: "
            : "Bimplus responded with " + event.status() + ": ";
    return switch (type) {
      case KEPT -> because(type, "Bimplus Gateway, promise 6", "A later response replaced it.");
      case NOT_REUSABLE -> because(type, "RFC 9111, 3", "The response is not storable.");
      case REFUSED ->
          because(
              type,
              "Bimplus Gateway, promise 4",
              status
                  + "the caller may not see it, or it is gone; the stored response was removed.");
      case FAILING ->
          because(
              type, "Bimplus Gateway, promise 7", status + "failures are returned, not stored.");
      case LOAD_FAILED ->
          because(
              type, "Bimplus Gateway, promise 7", "No response arrived: there is none to store.");
      case DROPPED_MEANWHILE ->
          because(type, "Bimplus Gateway, promise 5", "It was invalidated during its load.");
      case PEER -> because(type, "Bimplus Gateway, promise 6", "Another gateway invalidated it.");
      case VARIANTS -> because(type, "RFC 9111, 4.1", "Too many variants of this key were stored.");
      case WRITE ->
          because(type, "RFC 9111, 4.4", "A write that may have changed it invalidated it.");
      case UNANSWERED_WRITE ->
          because(
              type,
              "RFC 9111, 4.4",
              "A write with a 5xx response, or with none, may have changed it.");
      case OPERATOR ->
          because(
              type,
              "POST /q/gateway/purge, POST /q/gateway/deny",
              "An operator purged it, or denied its user.");
      case LOGOUT ->
          because(type, "OpenID Connect Back-Channel Logout 1.0", "Its user or session has ended.");
      case NO_TIME, OVER_SIZE, PASSED_ON, SIZE, SHARE, EXPIRED -> bySetting(type);
    };
  }

  private static ExplainReason bySetting(LastEventType type) {
    return switch (type) {
      case NO_TIME ->
          because(type, "gateway.cache.<route>.fresh-for", "By this setting nothing is stored.");
      case OVER_SIZE ->
          because(
              type,
              "gateway.cache.max-entry-size, gateway.cache.max-share-per-caller",
              "With its key, headers and gzip form it is larger than the limit.");
      case PASSED_ON ->
          because(
              type,
              "gateway.cache.max-entry-size",
              "It is too long to be read whole, or in an unsupported coding.");
      case SIZE -> because(type, "gateway.cache.max-size", "The cache was full: it was evicted.");
      case SHARE ->
          because(
              type,
              "gateway.cache.max-share-per-caller",
              "Its caller's lists exceeded their share: the oldest were evicted.");
      default ->
          because(
              type,
              "gateway.cache.stale-if-error",
              "It expired: the last of its windows had ended.");
    };
  }

  private static ExplainReason because(LastEventType type, String section, String sentence) {
    return new ExplainReason(Labels.of(type), section, sentence);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rule", rule)
        .put("section", section)
        .put("sentence", sentence);
  }
}
