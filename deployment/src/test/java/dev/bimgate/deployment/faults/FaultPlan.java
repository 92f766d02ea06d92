package dev.bimgate.deployment.faults;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Which share of which requests goes wrong in which way; whether one does is luck of the seed.
 *
 * <p>Left out is a lie that nobody can see through: a project list or a write's answer that is cut,
 * or no JSON at all, with its length told rightly. What may be seen through is in: in lists that
 * the gateway asks for in gzip, and in teams, which it has to parse. The judge of lists knows which
 * ones are passed on unread.
 */
final class FaultPlan {

  private static final Predicate<RecordedRequest> ALL = Requests.any();
  private static final Predicate<RecordedRequest> TEAMS = Requests.to("GET", "/v2/teams");
  private static final Predicate<RecordedRequest> LISTS =
      TEAMS.or(request -> reads(request) && request.path().endsWith("/projects"));
  private static final Predicate<RecordedRequest> DOWNLOADS =
      request -> request.path().endsWith("/download");
  private static final Predicate<RecordedRequest> WRITES = request -> !reads(request);
  private static final Predicate<RecordedRequest> SHORT = DOWNLOADS.negate();

  private final SplittableRandom random;
  private final Faults faults;
  private final Tally tally;
  private final String server;

  private FaultPlan(Faults faults, long seed, Tally tally, String server) {
    this.faults = faults;
    this.random = new SplittableRandom(seed);
    this.tally = tally;
    this.server = server;
  }

  /** Lets both servers go wrong from now on. */
  static void start(Sandbox sandbox, long seed, Tally tally) {
    FaultPlan bimplus = new FaultPlan(sandbox.bimplus().faults(), seed, tally, "bimplus");
    bimplus.answers();
    bimplus.delays();
    bimplus.connections();
    bimplus.heads();
    bimplus.bodies();
    bimplus.reuse();
    new FaultPlan(sandbox.issuer().faults(), seed + 1, tally, "issuer").issuer();
  }

  private void answers() {
    for (int status : new int[] {401, 403, 404, 410, 500, 502, 503, 504}) {
      add(0.002, ALL, FaultKind.STATUS, "status", status);
    }
    // Obeyed for the user's every call, so short, or callers would mostly wait.
    add(0.003, ALL, FaultKind.TOO_MANY, "retryAfter", "1");
    add(0.003, ALL, FaultKind.NOT_MODIFIED);
    add(0.002, ALL, FaultKind.HTML);
    add(0.002, ALL, FaultKind.HTML, "status", 502);
    add(0.002, ALL, FaultKind.REDIRECT);
    add(0.01, WRITES, FaultKind.EARLY_ANSWER);
    add(0.01, WRITES, FaultKind.EARLY_ANSWER, "close", false);
  }

  private void delays() {
    add(0.02, ALL, FaultKind.DELAY, "millis", 300);
    add(0.01, ALL, FaultKind.DELAY, "millis", 1_200);
    add(0.004, ALL, FaultKind.DELAY, "millis", 4_000);
    add(0.004, ALL, FaultKind.HANG);
    add(0.01, WRITES, FaultKind.HANG, "readsBody", false);
    add(0.005, SHORT, FaultKind.DRIP, "bytesPerSecond", 400);
    add(0.01, DOWNLOADS, FaultKind.DRIP, "bytesPerSecond", 200_000);
  }

  private void connections() {
    // Of the few writes, some surely fail in these ways.
    faults.add(WRITES, FaultKind.DROP.with(), 2);
    faults.add(WRITES, FaultKind.HANG.with("readsBody", false), 2);
    add(0.0003, ALL, FaultKind.REFUSED, "millis", 300);
    add(0.01, ALL, FaultKind.DROP);
    add(0.01, ALL, FaultKind.RESET);
    add(0.005, ALL, FaultKind.RESET, "afterBytes", 100);
    add(0.005, ALL, FaultKind.CUT_BODY);
    add(0.02, DOWNLOADS, FaultKind.CUT_BODY, "afterBytes", 3_000);
    add(0.02, DOWNLOADS, FaultKind.RESET, "afterBytes", 30_000);
  }

  private void heads() {
    for (String form : new String[] {"nul", "bare-cr", "space-in-name", "folded", "no-colon"}) {
      add(0.001, ALL, FaultKind.BAD_FIELD, "form", form);
    }
    add(0.001, ALL, FaultKind.HUGE_FIELD);
    add(0.0005, ALL, FaultKind.MANY_FIELDS);
    add(0.001, ALL, FaultKind.ENDLESS_HEAD);
    add(0.01, ALL, FaultKind.INTERIM);
    add(0.003, ALL, FaultKind.INTERIM, "status", 102);
    add(0.003, ALL, FaultKind.INTERIM, "status", 199);
  }

  private void bodies() {
    add(0.005, ALL, FaultKind.WRONG_LENGTH);
    add(0.003, LISTS, FaultKind.WRONG_LENGTH, "bytes", -20);
    add(0.01, DOWNLOADS, FaultKind.WRONG_LENGTH, "bytes", -Streams.SURPLUS_BYTES);
    for (String flaw : new String[] {"bad-size", "garbage", "no-last"}) {
      add(0.003, ALL, FaultKind.BROKEN_CHUNKS, "flaw", flaw);
    }
    add(0.005, LISTS, FaultKind.GZIP);
    add(0.005, LISTS, FaultKind.CUT_GZIP);
    add(0.01, TEAMS, FaultKind.CUT_JSON);
    add(0.01, TEAMS, FaultKind.GARBLE);
    add(0.003, TEAMS, FaultKind.PADDED);
  }

  /** Right answers that may not be told again, or not to each request for the same list. */
  private void reuse() {
    add(0.06, LISTS, "vary", new Fault.InHead("Vary: Accept-Language\r\n"));
    add(0.01, LISTS, "vary", new Fault.InHead("Vary: accept-encoding\r\nvary: X-Not-Sent\r\n"));
    add(0.005, LISTS, "vary_any", new Fault.InHead("Vary: X-Not-Sent, *\r\n"));
    add(0.01, LISTS, "no_store", new Fault.InHead("Cache-Control: max-age=60, no-store\r\n"));
    add(0.01, LISTS, "max_age", new Fault.InHead("Cache-Control: public, max-age=86400\r\n"));
  }

  private void issuer() {
    add(0.03, ALL, FaultKind.STATUS, "status", 500);
    add(0.03, ALL, FaultKind.HTML);
    add(0.03, ALL, FaultKind.REDIRECT);
    add(0.03, ALL, FaultKind.PADDED);
    add(0.03, ALL, FaultKind.GARBLE);
    add(0.03, ALL, FaultKind.DROP);
    add(0.03, ALL, FaultKind.RESET);
    add(0.03, ALL, FaultKind.HANG);
    add(0.03, ALL, FaultKind.DELAY, "millis", 2_000);
    add(0.03, ALL, FaultKind.DRIP);
  }

  private void add(
      double share, Predicate<RecordedRequest> where, FaultKind kind, Object... parameters) {
    add(share, where, kind.name().toLowerCase(Locale.ROOT), kind.with(parameters));
  }

  private void add(double share, Predicate<RecordedRequest> where, String word, Fault fault) {
    faults.add(request -> where.test(request) && strikes(share, word), fault, Integer.MAX_VALUE);
  }

  /** Called under the lock of the faults, request after request. */
  private boolean strikes(double share, String word) {
    boolean strikes = random.nextDouble() < share;
    if (strikes) {
      tally.count(server, word);
    }
    return strikes;
  }

  private static boolean reads(RecordedRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }
}
