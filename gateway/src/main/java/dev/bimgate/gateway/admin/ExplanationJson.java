package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Cause;
import dev.bimgate.cache.EntryDetails;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.LastEvent;
import dev.bimgate.gateway.context.Words;

final class ExplanationJson {

  private ExplanationJson() {}

  /**
   * Adds the stored response, the last event, and why.
   *
   * @param why takes each rule that decided
   */
  static void put(ObjectNode told, ArrayNode why, Explanation explanation) {
    EntryDetails details = explanation.details();
    LastEvent lastEvent = explanation.lastEvent();
    if (details != null) {
      put(told, why, details);
    } else if (lastEvent != null) {
      put(told, why, lastEvent);
    } else {
      why.add(Because.NEVER_ASKED.json());
    }
    told.put("sharedBetweenApps", explanation.isShared());
    ArrayNode others = told.putArray("others");
    for (Explanation.Other other : explanation.others()) {
      ObjectNode json = others.addObject().put("app", other.caller().app());
      KeyJson.putScopes(json, other.caller());
      if (!other.variant().isEmpty()) {
        json.put("variant", other.variant());
      }
      json.put("state", Words.of(other.state()));
      json.set("why", Because.of(explanation.key(), other).json());
    }
  }

  private static void put(ObjectNode told, ArrayNode why, EntryDetails details) {
    details.rules().forEach(rule -> why.add(Because.of(rule).json()));
    if (details.purgedAt() != null) {
      why.add(Because.SOFT_PURGE.json());
    }
    if (details.failures() > 0) {
      why.add(ofFailures(details).json());
    }
    why.add(Because.of(details.state()).json());
    told.put("state", Words.of(details.state()))
        .put("status", details.status())
        .put("age", details.ageSeconds())
        .put("size", details.sizeBytes())
        .put("arrived", Moments.text(details.arrivedAt()))
        .put("lastAttempt", Moments.text(details.triedAt()))
        .put("freshUntil", Moments.text(details.freshUntil()))
        .put("staleUntil", Moments.text(details.staleUntil()))
        .put("staleIfErrorUntil", Moments.text(details.staleIfErrorUntil()));
    if (details.pausedUntil() != null) {
      told.put("backoffUntil", Moments.text(details.pausedUntil()));
    }
    if (details.purgedAt() != null) {
      told.put("purged", Moments.text(details.purgedAt()));
    }
  }

  private static Because ofFailures(EntryDetails details) {
    if (details.isPauseRequested()) {
      return Because.PAUSE;
    }
    return details.pausedUntil() == null ? Because.LAST_LOAD_FAILED : Because.PAUSE_AFTER_FAILURE;
  }

  private static void put(ObjectNode told, ArrayNode why, LastEvent lastEvent) {
    boolean ruled = lastEvent.cause() == Cause.NOT_REUSABLE && !lastEvent.rules().isEmpty();
    if (!ruled) {
      why.add(Because.of(lastEvent).json());
    }
    lastEvent.rules().forEach(rule -> why.add(Because.of(rule).json()));
    ObjectNode last =
        told.putObject("last")
            .put("event", Words.of(lastEvent.cause()))
            .put("at", Moments.text(lastEvent.at()));
    if (lastEvent.status() != 0) {
      last.put("status", lastEvent.status());
    }
  }
}
