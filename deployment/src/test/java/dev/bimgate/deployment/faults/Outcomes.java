package dev.bimgate.deployment.faults;

/** The words of the table for how a call ended. */
final class Outcomes {

  private Outcomes() {}

  /**
   * The word for an answer.
   *
   * @param problem the name of the gateway's own problem; empty if Bimplus or a list answered
   */
  static String of(Call call, WireAnswer response, String problem) {
    if (!response.whole()) {
      return "cut";
    }
    if (!problem.isEmpty()) {
      return problem;
    }
    String status = Integer.toString(response.status());
    return call.kind().isList() ? status + lookup(response.cacheStatus()) : status;
  }

  private static String lookup(String cacheStatus) {
    if (cacheStatus.contains("ttl=-")) {
      return " stale";
    }
    if (cacheStatus.contains("; hit")) {
      return " hit";
    }
    return cacheStatus.contains("collapsed") ? " shared" : "";
  }
}
