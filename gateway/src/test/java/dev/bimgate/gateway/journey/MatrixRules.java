package dev.bimgate.gateway.journey;

import java.util.Set;

/**
 * What must be seen during which fault: the contract and the standards, one rule for each kind of
 * trouble.
 *
 * <ul>
 *   <li>A request is retried once, if it is a {@code GET} and its connection ended before the first
 *       byte of a response; never after a timeout, never for anything else (RFC 9110, 9.2.2).
 *   <li>502 says that Bimplus was unreachable, disconnected or sent a malformed response, 504 that
 *       it timed out; a response that has begun cannot change its status and is reset.
 *   <li>Stale-if-error covers every failure of a load, 429, and 500, 502, 503 and 504 (RFC 5861,
 *       section 4); 401, 403, 404 and 410 remove the list.
 *   <li>Only a whole 200 with JSON is stored.
 *   <li>A write that may have happened invalidates the lists: its response is below 400 or any 5xx,
 *       or it was sent and got none.
 *   <li>Bimplus's own responses are forwarded unchanged.
 *   <li>A call that the user's budget does not allow is not sent, and invalidates nothing.
 *   <li>A peer that cannot be reached delays the responses to writes and changes nothing else.
 *   <li>An isolated gateway serves no list from before, not even while Bimplus fails. If it rejects
 *       writes, it does not send them.
 * </ul>
 */
final class MatrixRules {

  private static final Set<Integer> STALE_INSTEAD = Set.of(429, 500, 502, 503, 504);
  private static final Set<Integer> REMOVING = Set.of(401, 403, 404, 410);

  private MatrixRules() {}

  static MatrixCell expected(Weather weather, Scenario scenario) {
    return switch (weather.trouble()) {
      case NONE, PEER_CUT_OFF, ISOLATED -> good(scenario);
      case EARLY_HINTS -> good(scenario).withAnswer("103, " + scenario.goodStatus());
      case UNREACHABLE -> unreachable(scenario);
      case NO_FIRST_BYTE ->
          failure(scenario, "502 upstream-disconnected", "upstream_broken", "disconnected")
              .withCalls(scenario.isSafe() ? 2 : 1, "disconnected");
      case LATE -> failure(scenario, "504 upstream-timeout", "upstream_timeout", "timeout");
      case BAD_HEAD -> failure(scenario, "502 upstream-malformed", "upstream_broken", "malformed");
      case BREAKS_OFF -> breaksWithinBody(scenario, "502 upstream-disconnected", "disconnected");
      case BAD_CHUNKS -> breaksWithinBody(scenario, "502 upstream-malformed", "malformed");
      case UNREADABLE -> unreadable(scenario);
      case NO_JSON ->
          scenario == Scenario.TEAMS ? unreadable(scenario) : unkept(good(scenario), scenario);
      case TOO_LONG -> unkept(good(scenario), scenario);
      case NOT_MODIFIED -> notModified(scenario);
      case OTHER_ANSWER -> other(scenario, weather.status());
      case PAUSED -> rejected(scenario);
      case BUDGET_SPENT -> scenario.isSafe() ? rejected(scenario) : good(scenario);
      case ISOLATED_REJECTING ->
          scenario == Scenario.WRITE
              ? new MatrixCell("503 isolated", "valid", 0, "isolated", "")
              : good(scenario);
      case ISOLATED_UNREACHABLE ->
          unreachable(scenario == Scenario.STALE_LIST ? Scenario.LIST : scenario)
              .withLists(listsIfNothingWasSent(scenario));
    };
  }

  private static MatrixCell unreachable(Scenario scenario) {
    return failure(scenario, "502 upstream-unreachable", "upstream_unreachable", "unreachable")
        .withCalls(0, "unreachable")
        .withLists(listsIfNothingWasSent(scenario));
  }

  private static MatrixCell good(Scenario scenario) {
    String lists =
        switch (scenario) {
          case LIST, STALE_LIST, TEAMS -> "cached";
          case DOWNLOAD, UPLOAD -> "valid";
          case WRITE -> "invalidated";
        };
    return new MatrixCell("" + scenario.goodStatus(), lists, 1, "upstream", "succeeded");
  }

  /** No complete headers, or no whole list, arrived. */
  private static MatrixCell failure(
      Scenario scenario, String response, String outcome, String upstream) {
    return switch (scenario) {
      case STALE_LIST -> new MatrixCell("200", "cached", 1, "cached_after_failure", upstream);
      case LIST, TEAMS -> new MatrixCell(response, "not cached", 1, outcome, upstream);
      case DOWNLOAD, UPLOAD -> new MatrixCell(response, "valid", 1, outcome, upstream);
      case WRITE -> new MatrixCell(response, "invalidated", 1, outcome, upstream);
    };
  }

  private static MatrixCell rejected(Scenario scenario) {
    return failure(scenario, "429 budget-spent", "limited", "")
        .withCalls(0, "")
        .withLists(listsIfNothingWasSent(scenario));
  }

  private static String listsIfNothingWasSent(Scenario scenario) {
    return switch (scenario) {
      case LIST, TEAMS -> "not cached";
      case STALE_LIST -> "cached";
      case DOWNLOAD, UPLOAD, WRITE -> "valid";
    };
  }

  /** A list is read whole before it is served; a stream has sent its headers by then. */
  private static MatrixCell breaksWithinBody(Scenario scenario, String ofList, String upstream) {
    MatrixCell cell = failure(scenario, ofList, "upstream_broken", upstream);
    return scenario.isList() ? cell : cell.withAnswer(scenario.goodStatus() + ", then reset");
  }

  /**
   * Lists are decompressed, and teams are redacted; streams pass byte for byte. The upstream
   * request is cancelled unless it was complete when that was known.
   */
  private static MatrixCell unreadable(Scenario scenario) {
    return scenario.isList()
        ? failure(scenario, "502 not-redactable", "upstream_broken", "succeeded or cancelled")
        : good(scenario);
  }

  private static MatrixCell unkept(MatrixCell cell, Scenario scenario) {
    return scenario.isList() ? cell.withLists("not cached") : cell;
  }

  /**
   * A stale list is revalidated with its ETag, which 304 confirms. A load without a condition is
   * repeated once; then, and for all others at once, 304 is no response.
   */
  private static MatrixCell notModified(Scenario scenario) {
    if (scenario == Scenario.STALE_LIST) {
      return good(scenario);
    }
    MatrixCell cell =
        failure(scenario, "502 upstream-malformed", "upstream_broken", "succeeded or cancelled");
    return scenario.isList() ? cell.withCalls(2, "succeeded, succeeded") : cell;
  }

  private static MatrixCell other(Scenario scenario, int status) {
    String upstream = status < 400 ? "succeeded" : status < 500 ? "client_error" : "server_error";
    if (scenario == Scenario.STALE_LIST && STALE_INSTEAD.contains(status)) {
      return failure(scenario, "", "", upstream);
    }
    boolean removes = REMOVING.contains(status) || status < 300;
    String lists =
        switch (scenario) {
          case LIST, TEAMS -> "not cached";
          case STALE_LIST -> removes ? "not cached" : "cached";
          case DOWNLOAD, UPLOAD -> "valid";
          case WRITE -> status < 400 || status >= 500 ? "invalidated" : "valid";
        };
    // Such a response may arrive before the body of the request is sent, the rest of which is then
    // discarded.
    String ended = scenario.requestBody().isEmpty() ? upstream : upstream + " or cancelled";
    return new MatrixCell("" + status, lists, 1, "upstream", ended);
  }
}
