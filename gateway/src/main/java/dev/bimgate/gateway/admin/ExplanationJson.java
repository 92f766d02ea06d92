package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.EntryDetails;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.gateway.context.Labels;

final class ExplanationJson {

  private ExplanationJson() {}

  /**
   * Adds the stored response, the last event, and why.
   *
   * @param why takes each rule that decided
   */
  static void put(ObjectNode result, ArrayNode why, Explanation explanation) {
    EntryDetails details = explanation.details();
    LastEvent event = explanation.event();
    if (details != null) {
      put(result, why, details, explanation.next());
    } else if (event != null) {
      put(result, why, event);
    } else {
      why.add(ExplainReason.NEVER_ASKED.json());
    }
    result.put("sharedBetweenApps", explanation.isShared());
    ArrayNode others = result.putArray("others");
    for (Explanation.Other other : explanation.others()) {
      ObjectNode json = others.addObject().put("app", other.caller().app());
      KeyJson.putScopes(json, other.caller());
      if (!other.variant().isEmpty()) {
        json.put("variant", other.variant());
      }
      json.put("state", Labels.of(other.state()));
      json.set("why", ExplainReason.of(explanation.key(), other).json());
    }
  }

  private static void put(
      ObjectNode result, ArrayNode why, EntryDetails details, Explanation.Next next) {
    putReasons(why, details, next);
    result
        .put("state", Labels.of(details.state()))
        .put("status", details.status())
        .put("age", details.ageSeconds())
        .put("size", details.sizeBytes())
        .put("arrived", Timestamps.text(details.arrivedAt()))
        .put("lastAttempt", Timestamps.text(details.triedAt()))
        .put("freshUntil", Timestamps.text(details.freshUntil()))
        .put("staleUntil", Timestamps.text(details.staleUntil()))
        .put("staleIfErrorUntil", Timestamps.text(details.staleIfErrorUntil()));
    if (details.pausedUntil() != null) {
      result.put("backoffUntil", Timestamps.text(details.pausedUntil()));
    }
    if (details.purgedAt() != null) {
      result.put("purged", Timestamps.text(details.purgedAt()));
    }
  }

  /** The state's reason would promise a revalidation, which a pause prevents. */
  private static void putReasons(ArrayNode why, EntryDetails details, Explanation.Next next) {
    details.rules().forEach(rule -> why.add(ExplainReason.of(rule).json()));
    if (details.purgedAt() != null) {
      why.add(ExplainReason.SOFT_PURGE.json());
    }
    if (details.failures() > 0) {
      why.add(ofFailures(details).json());
    }
    if (next != Explanation.Next.PAUSE || details.state() != Freshness.State.STALE_REVALIDATE) {
      why.add(ExplainReason.of(details.state()).json());
    }
  }

  private static ExplainReason ofFailures(EntryDetails details) {
    if (details.isPauseRequested()) {
      return ExplainReason.PAUSE;
    }
    return details.pausedUntil() == null
        ? ExplainReason.LAST_LOAD_FAILED
        : ExplainReason.PAUSE_AFTER_FAILURE;
  }

  private static void put(ObjectNode result, ArrayNode why, LastEvent event) {
    boolean ruled = event.type() == LastEventType.NOT_REUSABLE && !event.rules().isEmpty();
    if (!ruled) {
      why.add(ExplainReason.of(event).json());
    }
    event.rules().forEach(rule -> why.add(ExplainReason.of(rule).json()));
    ObjectNode last =
        result
            .putObject("last")
            .put("event", Labels.of(event.type()))
            .put("at", Timestamps.text(event.at()));
    if (event.status() != 0) {
      last.put("status", event.status());
    }
  }
}
