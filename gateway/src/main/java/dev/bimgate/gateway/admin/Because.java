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
          "Bimplus Gateway, memory of 10,000 keys",
          "Nothing is remembered of this list: it was never asked for here, or long ago.");

  static final Because NOT_A_LIST =
      new Because(
          "not_a_list",
          "Bimplus Gateway, cached routes",
          "Answers at this path are never kept: each request is passed on.");

  static final Because ODD_QUERY =
      new Because(
          "odd_query",
          "RFC 3986, 3.4",
          "The query has characters that it must not have: each request is passed on.");

  static final Because BYPASS =
      new Because(
          "bypass",
          "POST /q/gateway/bypass",
          "An operator has lists bypass the cache: nothing is read from memory or kept there.");

  static final Because SOFT_PURGE =
      new Because("soft_purge", "POST /q/gateway/purge", "An operator ended its freshness.");

  static final Because PAUSE =
      new Because(
          "pause",
          "RFC 9110, 10.2.3",
          "Bimplus refused, and wants to be let alone: until then it is told as it is.");

  static final Because PAUSE_AFTER_FAILURE =
      new Because(
          "pause_after_failure",
          "RFC 5861, 4",
          "Its last load failed: until then, or until a load of any list succeeds, it is served as"
              + " it is.");

  static final Because LAST_LOAD_FAILED =
      new Because(
          "last_load_failed",
          "RFC 5861, 4",
          "Its last load failed: it is served at once, and loaded behind the response.");

  static Because of(Rule rule) {
    return new Because(Words.of(rule), rule.section(), rule.sentence());
  }

  static Because of(Freshness.State state) {
    String rule = Words.of(state);
    return switch (state) {
      case FRESH -> new Because(rule, "RFC 9111, 4.2", "Its freshness has not ended.");
      case STALE_REVALIDATE ->
          new Because(
              rule,
              "RFC 5861, 3",
              "Its freshness has ended: it is told once more, and revalidated meanwhile.");
      case STALE_ON_ERROR ->
          new Because(
              rule,
              "RFC 5861, 4",
              "Its freshness has ended: it is served if its last load failed, else revalidated"
                  + " first.");
      case EXPIRED ->
          new Because(
              rule,
              "RFC 9111, 4.2.4",
              "It is never told again, only asked about by its validators.");
    };
  }

  /** Why a list of another caller, or for other request headers, is not served to this one. */
  static Because of(ListKey key, Explanation.Other other) {
    if (key.caller().equals(other.caller())) {
      return new Because(
          "another_variant",
          "RFC 9111, 4.1",
          "Bimplus's answers vary by fields of the request, and this one is for other fields.");
    }
    return key.caller().scopes().equals(other.caller().scopes())
        ? new Because(
            "another_app",
            "gateway.cache.shared-between-apps",
            "Another app of the same user loaded it, and apps do not share their lists.")
        : new Because(
            "other_scopes",
            "Bimplus Gateway, promise 1",
            "It was loaded with other scopes, and so with other rights.");
  }

  static Because of(LastEvent lastEvent) {
    Cause cause = lastEvent.cause();
    String status =
        lastEvent.status() == 0
            ? "Bimplus refused: "
            : "Bimplus answered " + lastEvent.status() + ": ";
    return switch (cause) {
      case KEPT -> because(cause, "Bimplus Gateway, promise 6", "A later answer took its place.");
      case NOT_REUSABLE ->
          because(cause, "RFC 9111, 3", "The answer is not one that may be told again.");
      case REFUSED ->
          because(
              cause,
              "Bimplus Gateway, promise 4",
              status + "the caller may not see it, or it is gone, and so is whatever was kept.");
      case FAILING ->
          because(cause, "Bimplus Gateway, promise 7", status + "failures are told, not kept.");
      case LOAD_FAILED ->
          because(cause, "Bimplus Gateway, promise 7", "No answer came: there is none to keep.");
      case DROPPED_MEANWHILE ->
          because(cause, "Bimplus Gateway, promise 5", "It was dropped while it was being loaded.");
      case PEER ->
          because(cause, "Bimplus Gateway, promise 6", "Another gateway said that it changed.");
      case VARIANTS ->
          because(cause, "RFC 9111, 4.1", "Too many answers to this question were kept.");
      case WRITE -> because(cause, "RFC 9111, 4.4", "A write that may have changed it dropped it.");
      case UNANSWERED_WRITE ->
          because(
              cause,
              "RFC 9111, 4.4",
              "A write may have changed it that Bimplus answered with 5xx, or never.");
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
          because(cause, "gateway.cache.<route>.fresh-for", "By our setting nothing is kept.");
      case OVER_SIZE ->
          because(
              cause,
              "gateway.cache.max-entry-size, gateway.cache.max-share-per-caller",
              "With all that belongs to it it is larger than what may be kept.");
      case PASSED_ON ->
          because(
              cause,
              "gateway.cache.max-entry-size",
              "It is too long to be read whole, or in a coding that is not ours to take off.");
      case SIZE ->
          because(cause, "gateway.cache.max-size", "The cache was full: it had to make room.");
      case SHARE ->
          because(
              cause,
              "gateway.cache.max-share-per-caller",
              "Its caller's lists took more than their share: the oldest had to go.");
      default ->
          because(cause, "gateway.cache.stale-if-error", "It was past the last of its windows.");
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
