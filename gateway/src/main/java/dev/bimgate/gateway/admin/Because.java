package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Cause;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.Freshness;
import dev.bimgate.cache.LastEvent;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.Rule;
import dev.bimgate.gateway.context.Words;

/**
 * One reason why a list is or is not served from the cache.
 *
 * @param rule its name
 * @param section its source: a section of an RFC, a promise of the cache, or a setting
 * @param sentence what followed from it
 */
record Because(String rule, String section, String sentence) {

  static final Because NEVER_ASKED =
      new Because(
          "never_asked",
          "Bimplus Gateway, last events of 10,000 keys",
          "No event of this list is recorded: it was never requested here, or long ago.");

  static final Because NOT_A_LIST =
      new Because(
          "not_a_list",
          "Bimplus Gateway, cached routes",
          "Responses at this path are never cached: each request is forwarded.");

  static final Because ODD_QUERY =
      new Because(
          "odd_query",
          "RFC 3986, 3.4",
          "The query holds invalid characters: each request is forwarded.");

  static final Because BYPASS =
      new Because(
          "bypass",
          "POST /q/gateway/bypass",
          "The cache bypass is on: nothing is served from the cache or stored.");

  static final Because SOFT_PURGE =
      new Because("soft_purge", "POST /q/gateway/purge", "A soft purge ended its freshness.");

  static final Because PAUSE =
      new Because(
          "pause",
          "RFC 9110, 10.2.3",
          "Bimplus sent Retry-After: until then the list is served without revalidation.");

  static final Because PAUSE_AFTER_FAILURE =
      new Because(
          "pause_after_failure",
          "RFC 5861, 4",
          "Its last load failed: until then, or until a load of any list succeeds, it is served"
              + " without revalidation.");

  static final Because LAST_LOAD_FAILED =
      new Because(
          "last_load_failed",
          "RFC 5861, 4",
          "Its last load failed: it is served at once and revalidated in the background.");

  static Because of(Rule rule) {
    return new Because(Words.of(rule), rule.section(), rule.sentence());
  }

  static Because of(Freshness.State state) {
    String rule = Words.of(state);
    return switch (state) {
      case FRESH -> new Because(rule, "RFC 9111, 4.2", "It is fresh.");
      case STALE_REVALIDATE ->
          new Because(
              rule,
              "RFC 5861, 3",
              "It is stale: it is served once more and revalidated in the background.");
      case STALE_ON_ERROR ->
          new Because(
              rule,
              "RFC 5861, 4",
              "It is stale: it is served if its last load failed, else revalidated first.");
      case EXPIRED -> new Because(rule, "RFC 9111, 4.2.4", "It is never served, only revalidated.");
    };
  }

  /** Why a list of another caller, or for other request headers, is not served to this one. */
  static Because of(ListKey key, Explanation.Other other) {
    if (key.caller().equals(other.caller())) {
      return new Because(
          "another_variant",
          "RFC 9111, 4.1",
          "Responses vary by request headers, and this one is for other headers.");
    }
    return key.caller().scopes().equals(other.caller().scopes())
        ? new Because(
            "another_app",
            "gateway.cache.shared-between-apps",
            "Another app of the same user loaded it, and apps do not share lists.")
        : new Because(
            "other_scopes",
            "Bimplus Gateway, promise 1",
            "It was loaded with other scopes, and so with other rights.");
  }

  static Because of(LastEvent lastEvent) {
    Cause cause = lastEvent.cause();
    String status =
        lastEvent.status() == 0
            ? "Bimplus rejected the request: "
            : "Bimplus responded with " + lastEvent.status() + ": ";
    return switch (cause) {
      case KEPT -> because(cause, "Bimplus Gateway, promise 6", "A later response replaced it.");
      case NOT_REUSABLE -> because(cause, "RFC 9111, 3", "The response is not storable.");
      case REFUSED ->
          because(
              cause,
              "Bimplus Gateway, promise 4",
              status
                  + "the caller may not see it, or it is gone; the stored response was removed.");
      case FAILING ->
          because(
              cause, "Bimplus Gateway, promise 7", status + "failures are returned, not stored.");
      case LOAD_FAILED ->
          because(
              cause, "Bimplus Gateway, promise 7", "No response arrived: there is none to store.");
      case DROPPED_MEANWHILE ->
          because(cause, "Bimplus Gateway, promise 5", "It was invalidated during its load.");
      case PEER -> because(cause, "Bimplus Gateway, promise 6", "Another gateway invalidated it.");
      case VARIANTS ->
          because(cause, "RFC 9111, 4.1", "Too many variants of this key were stored.");
      case WRITE ->
          because(cause, "RFC 9111, 4.4", "A write that may have changed it invalidated it.");
      case UNANSWERED_WRITE ->
          because(
              cause,
              "RFC 9111, 4.4",
              "A write with a 5xx response, or with none, may have changed it.");
      case OPERATOR ->
          because(
              cause,
              "POST /q/gateway/purge, POST /q/gateway/deny",
              "An operator purged it, or denied its user.");
      case LOGOUT ->
          because(
              cause, "OpenID Connect Back-Channel Logout 1.0", "Its user or session has ended.");
      case NO_TIME, OVER_SIZE, PASSED_ON, SIZE, SHARE, EXPIRED -> bySetting(cause);
    };
  }

  private static Because bySetting(Cause cause) {
    return switch (cause) {
      case NO_TIME ->
          because(cause, "gateway.cache.<route>.fresh-for", "By this setting nothing is stored.");
      case OVER_SIZE ->
          because(
              cause,
              "gateway.cache.max-entry-size, gateway.cache.max-share-per-caller",
              "With its key, headers and gzip form it is larger than the limit.");
      case PASSED_ON ->
          because(
              cause,
              "gateway.cache.max-entry-size",
              "It is too long to be read whole, or in an unsupported coding.");
      case SIZE -> because(cause, "gateway.cache.max-size", "The cache was full: it was evicted.");
      case SHARE ->
          because(
              cause,
              "gateway.cache.max-share-per-caller",
              "Its caller's lists exceeded their share: the oldest were evicted.");
      default ->
          because(
              cause,
              "gateway.cache.stale-if-error",
              "It expired: the last of its windows had ended.");
    };
  }

  private static Because because(Cause cause, String section, String sentence) {
    return new Because(Words.of(cause), section, sentence);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rule", rule)
        .put("section", section)
        .put("sentence", sentence);
  }
}
