package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Cause;
import dev.bimgate.cache.EntryDetails;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.LastEvent;
import dev.bimgate.gateway.context.Words;

/** An explanation as operators are told it. */
final class ExplanationJson {

  private ExplanationJson() {}

  /**
   * Adds what is kept or was, and why.
   *
   * @param why takes each rule that decided
   */
  static void put(ObjectNode told, ArrayNode why, Explanation explanation) {
    EntryDetails standing = explanation.standing();
    LastEvent fate = explanation.fate();
    if (standing != null) {
      put(told, why, standing);
    } else if (fate != null) {
      put(told, why, fate);
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

  private static void put(ObjectNode told, ArrayNode why, EntryDetails standing) {
    standing.rules().forEach(rule -> why.add(Because.of(rule).json()));
    if (standing.purgedAt() != null) {
      why.add(Because.SOFT_PURGE.json());
    }
    if (standing.failures() > 0) {
      why.add(ofFailures(standing).json());
    }
    why.add(Because.of(standing.state()).json());
    told.put("state", Words.of(standing.state()))
        .put("status", standing.status())
        .put("age", standing.ageSeconds())
        .put("size", standing.sizeBytes())
        .put("arrived", Moments.text(standing.arrivedAt()))
        .put("tried", Moments.text(standing.triedAt()))
        .put("freshUntil", Moments.text(standing.freshUntil()))
        .put("staleUntil", Moments.text(standing.staleUntil()))
        .put("staleIfErrorUntil", Moments.text(standing.staleIfErrorUntil()));
    if (standing.pausedUntil() != null) {
      told.put("pausedUntil", Moments.text(standing.pausedUntil()));
    }
    if (standing.purgedAt() != null) {
      told.put("purged", Moments.text(standing.purgedAt()));
    }
  }

  private static Because ofFailures(EntryDetails standing) {
    if (standing.isPauseRequested()) {
      return Because.PAUSE;
    }
    return standing.pausedUntil() == null ? Because.LAST_LOAD_FAILED : Because.PAUSE_AFTER_FAILURE;
  }

  private static void put(ObjectNode told, ArrayNode why, LastEvent fate) {
    boolean ruled = fate.cause() == Cause.NOT_REUSABLE && !fate.rules().isEmpty();
    if (!ruled) {
      why.add(Because.of(fate).json());
    }
    fate.rules().forEach(rule -> why.add(Because.of(rule).json()));
    ObjectNode last =
        told.putObject("last")
            .put("what", Words.of(fate.cause()))
            .put("at", Moments.text(fate.at()));
    if (fate.status() != 0) {
      last.put("status", fate.status());
    }
  }
}
