package dev.bimgate.gateway.journey;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.FaultKind;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault with its parameters, and the kind of trouble it means for a request: a row of the fault
 * matrix.
 *
 * @param status of the forwarded response, where the trouble is a response of Bimplus's own
 */
record Weather(String label, FaultKind kind, Fault fault, Trouble trouble, int status) {

  /** What a fault is by the rules of HTTP, whatever makes it. */
  enum Trouble {
    /** None: the response is right, be it late, slow, in gzip or after an interim one. */
    NONE,
    /** None, and 103 comes before the response (RFC 8297). */
    EARLY_HINTS,
    /** No connection is opened. */
    UNREACHABLE,
    /** The connection ends before the first byte of a response. */
    NO_FIRST_BYTE,
    /** No headers in time. */
    LATE,
    /** What comes is no valid response to this request. */
    BAD_HEAD,
    /** The headers are valid, and the connection ends within the body. */
    BREAKS_OFF,
    /** The headers are valid, and the chunks of the body are not. */
    BAD_CHUNKS,
    /** The body does not match its headers: no gzip, or half of it. */
    UNREADABLE,
    /** The body is whole, but no JSON as its headers claim. */
    NO_JSON,
    /** A valid list that is longer than what is stored. */
    TOO_LONG,
    /** 304; a response only to those who sent a condition. */
    NOT_MODIFIED,
    /** A whole response of Bimplus's own, of another status or type. */
    OTHER_ANSWER,
    /** None of this request's: Bimplus has responded 429 to another one of the user. */
    PAUSED,
    /** None either: only the reserve for writes is left of the user's budget. */
    BUDGET_SPENT,
    /** Another gateway acknowledges nothing: what is published waits for the end of its lease. */
    PEER_CUT_OFF,
    /** This gateway is isolated, and passes writes. */
    ISOLATED,
    /** This gateway is isolated, and rejects writes. */
    ISOLATED_REJECTING,
    /** This gateway is isolated, and no connection to Bimplus is opened. */
    ISOLATED_UNREACHABLE;

    /** Whether Bimplus does with this request what it always does. */
    boolean isElsewhere() {
      return switch (this) {
        case PAUSED, BUDGET_SPENT, PEER_CUT_OFF, ISOLATED, ISOLATED_REJECTING -> true;
        default -> false;
      };
    }
  }

  /** Every kind of fault, in its forms, with the trouble that each is. */
  static List<Weather> all() {
    List<Weather> all = new ArrayList<>();
    connections(all);
    heads(all);
    bodies(all);
    answers(all);
    peers(all);
    return all;
  }

  private static void connections(List<Weather> all) {
    all.add(of(Trouble.UNREACHABLE, FaultKind.REFUSED, "millis", 0));
    all.add(of(Trouble.NO_FIRST_BYTE, FaultKind.DROP));
    all.add(of(Trouble.NO_FIRST_BYTE, FaultKind.RESET));
    all.add(of(Trouble.LATE, FaultKind.HANG));
    all.add(of(Trouble.LATE, FaultKind.HANG, "readsBody", false));
    all.add(of(Trouble.LATE, FaultKind.DELAY, "millis", 60_000));
    all.add(of(Trouble.NONE, FaultKind.DELAY, "millis", 100));
  }

  private static void heads(List<Weather> all) {
    for (String form : List.of("nul", "bare-cr", "no-colon")) {
      all.add(of(Trouble.BAD_HEAD, FaultKind.BAD_FIELD, "form", form));
    }
    // The decoder mends these two (RFC 9112, sections 5.1 and 5.2); the result is well formed.
    all.add(of(Trouble.NONE, FaultKind.BAD_FIELD, "form", "space-in-name"));
    all.add(of(Trouble.NONE, FaultKind.BAD_FIELD, "form", "folded"));
    all.add(of(Trouble.BAD_HEAD, FaultKind.HUGE_FIELD));
    all.add(of(Trouble.BAD_HEAD, FaultKind.MANY_FIELDS));
    all.add(of(Trouble.BAD_HEAD, FaultKind.ENDLESS_HEAD));
    for (int status : new int[] {0, 42, 150, 600, 999}) {
      all.add(of(Trouble.BAD_HEAD, FaultKind.STATUS, "status", status));
    }
    for (int status : new int[] {101, 102, 199}) {
      all.add(of(Trouble.BAD_HEAD, FaultKind.INTERIM, "status", status));
    }
    all.add(of(Trouble.NONE, FaultKind.INTERIM, "status", 100));
    all.add(of(Trouble.EARLY_HINTS, FaultKind.INTERIM, "status", 103));
  }

  private static void bodies(List<Weather> all) {
    all.add(of(Trouble.BREAKS_OFF, FaultKind.RESET, "afterBytes", 50));
    all.add(of(Trouble.BREAKS_OFF, FaultKind.CUT_BODY, "afterBytes", 50));
    all.add(of(Trouble.BREAKS_OFF, FaultKind.WRONG_LENGTH, "bytes", 10));
    all.add(of(Trouble.UNREADABLE, FaultKind.WRONG_LENGTH, "bytes", -10));
    all.add(of(Trouble.BREAKS_OFF, FaultKind.BROKEN_CHUNKS, "flaw", "no-last"));
    all.add(of(Trouble.BAD_CHUNKS, FaultKind.BROKEN_CHUNKS, "flaw", "bad-size"));
    all.add(of(Trouble.BAD_CHUNKS, FaultKind.BROKEN_CHUNKS, "flaw", "garbage"));
    all.add(of(Trouble.NONE, FaultKind.DRIP, "bytesPerSecond", 40_000));
    all.add(of(Trouble.NONE, FaultKind.GZIP));
    all.add(of(Trouble.UNREADABLE, FaultKind.CUT_GZIP));
    all.add(of(Trouble.UNREADABLE, FaultKind.GARBLE));
    all.add(of(Trouble.NO_JSON, FaultKind.CUT_JSON));
    all.add(of(Trouble.NONE, FaultKind.PADDED));
    all.add(of(Trouble.TOO_LONG, FaultKind.PADDED, "bytes", 6_000_000));
  }

  private static void answers(List<Weather> all) {
    all.add(of(Trouble.NOT_MODIFIED, FaultKind.NOT_MODIFIED));
    for (int status : new int[] {401, 403, 404, 410, 500, 502, 503, 504}) {
      all.add(other(status, FaultKind.STATUS, "status", status));
    }
    all.add(other(429, FaultKind.TOO_MANY, "retryAfter", "7"));
    all.add(other(429, FaultKind.TOO_MANY, "retryAfter", "Sat, 01 Jan 2028 00:00:00 GMT"));
    all.add(other(200, FaultKind.HTML, "status", 200));
    all.add(other(502, FaultKind.HTML, "status", 502));
    all.add(other(302, FaultKind.REDIRECT));
    all.add(other(413, FaultKind.EARLY_ANSWER));
    all.add(other(413, FaultKind.EARLY_ANSWER, "close", false));
    all.add(elsewhere(Trouble.PAUSED, "paused"));
    all.add(elsewhere(Trouble.BUDGET_SPENT, "budget spent"));
  }

  /** A gateway alone cannot tell Valkey gone from its own way to it cut off. */
  private static void peers(List<Weather> all) {
    all.add(elsewhere(Trouble.PEER_CUT_OFF, "peer cut off"));
    all.add(elsewhere(Trouble.ISOLATED, "Valkey gone"));
    all.add(elsewhere(Trouble.ISOLATED_REJECTING, "Valkey gone, isolated-writes=refuse"));
    FaultKind kind = FaultKind.REFUSED;
    all.add(
        new Weather(
            "Valkey gone, " + label(kind, "millis", 0),
            kind,
            kind.with("millis", 0),
            Trouble.ISOLATED_UNREACHABLE,
            0));
  }

  /** Not what Bimplus does with this request. */
  private static Weather elsewhere(Trouble trouble, String label) {
    FaultKind kind = FaultKind.TOO_MANY;
    return new Weather(label, kind, kind.with("retryAfter", "7"), trouble, 0);
  }

  private static Weather of(Trouble trouble, FaultKind kind, Object... parameters) {
    return new Weather(label(kind, parameters), kind, kind.with(parameters), trouble, 0);
  }

  private static Weather other(int status, FaultKind kind, Object... parameters) {
    return new Weather(
        label(kind, parameters), kind, kind.with(parameters), Trouble.OTHER_ANSWER, status);
  }

  private static String label(FaultKind kind, Object... parameters) {
    JsonObject shown = new JsonObject();
    for (int i = 0; i < parameters.length; i += 2) {
      shown.put((String) parameters[i], parameters[i + 1]);
    }
    return parameters.length == 0 ? kind.word() : kind.word() + " " + shown.encode();
  }

  @Override
  public String toString() {
    return label;
  }
}
