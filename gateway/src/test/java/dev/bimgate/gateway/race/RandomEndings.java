package dev.bimgate.gateway.race;

import static dev.bimgate.sandbox.wire.FaultKind.BAD_FIELD;
import static dev.bimgate.sandbox.wire.FaultKind.BROKEN_CHUNKS;
import static dev.bimgate.sandbox.wire.FaultKind.CUT_BODY;
import static dev.bimgate.sandbox.wire.FaultKind.DELAY;
import static dev.bimgate.sandbox.wire.FaultKind.DRIP;
import static dev.bimgate.sandbox.wire.FaultKind.DROP;
import static dev.bimgate.sandbox.wire.FaultKind.EARLY_ANSWER;
import static dev.bimgate.sandbox.wire.FaultKind.HANG;
import static dev.bimgate.sandbox.wire.FaultKind.INTERIM;
import static dev.bimgate.sandbox.wire.FaultKind.RESET;
import static dev.bimgate.sandbox.wire.FaultKind.STATUS;
import static dev.bimgate.sandbox.wire.FaultKind.WRONG_LENGTH;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.util.List;
import java.util.Random;

/** The ways in which Bimplus ends a call; the query of its target names one. */
final class RandomEndings {

  private static final List<Fault> ALL =
      List.of(
          HANG.with(),
          HANG.with("readsBody", false),
          DROP.with(),
          RESET.with(),
          RESET.with("afterBytes", 20),
          CUT_BODY.with("afterBytes", 20),
          WRONG_LENGTH.with(),
          BROKEN_CHUNKS.with(),
          BROKEN_CHUNKS.with("flaw", "no-last"),
          EARLY_ANSWER.with(),
          EARLY_ANSWER.with("close", false),
          STATUS.with(),
          BAD_FIELD.with(),
          DELAY.with("millis", 100),
          DRIP.with("bytesPerSecond", 500_000),
          INTERIM.with());

  private static final String LOGIN = "/v2/authorize";
  private static final double FAILED_LOGINS = 0.2;

  private RandomEndings() {}

  /** A query for a call that ends well, or as often in one of these ways. */
  static String query(Random random, int call) {
    return "call=" + call + "&ends=" + random.nextInt(2 * ALL.size()) + ".";
  }

  /** Whether a request is the call with this number. */
  static boolean isCall(RecordedRequest request, int call) {
    return request.target().contains("call=" + call + "&");
  }

  /** Sets all faults; lookups of legacy tokens, which have no query, fail by chance. */
  static void set(Faults faults, long seed) {
    for (int i = 0; i < ALL.size(); i++) {
      String word = "ends=" + i + ".";
      faults.add(request -> request.target().contains(word), ALL.get(i), Integer.MAX_VALUE);
    }
    for (Fault fault : List.of(DROP.with(), RESET.with(), DELAY.with("millis", 100))) {
      faults.add(Requests.to(LOGIN), fault, Integer.MAX_VALUE, FAILED_LOGINS, seed);
    }
  }
}
