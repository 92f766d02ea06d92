package dev.bimgate.gateway.journey;

import java.util.List;

/**
 * What is seen of one request during a fault.
 *
 * <p>Where two things race, such as a response and the body of its request, a rule names both with
 * an {@code or} between them.
 *
 * @param answer status, type of the problem if we wrote it, and whether the connection was reset
 * @param lists the state of the lists
 * @param calls requests to Bimplus
 * @param outcome in the log line and in the meter of requests
 * @param upstream outcome in the meter of upstream requests; empty if none was made
 */
record MatrixCell(String answer, String lists, int calls, String outcome, String upstream) {

  /** Whether this, as a rule, allows what was seen. */
  boolean allows(MatrixCell seen) {
    return lists.equals(seen.lists)
        && calls == seen.calls
        && outcome.equals(seen.outcome)
        && answer.equals(seen.answer)
        && List.of(upstream.split(" or ", -1)).contains(seen.upstream);
  }

  String row(String label) {
    String response = answer.replaceAll("(?<=^\\d{3} )[a-z-]+", "`$0`");
    String ended = upstream.isEmpty() ? "none" : upstream.replaceAll("\\b(?!or\\b)[a-z_]+", "`$0`");
    return "| `%s` | %s | %s | %d | `%s` | %s |\n"
        .formatted(label, response, lists, calls, outcome, ended);
  }

  MatrixCell withAnswer(String other) {
    return new MatrixCell(other, lists, calls, outcome, upstream);
  }

  MatrixCell withUpstream(String other) {
    return new MatrixCell(answer, lists, calls, outcome, other);
  }

  MatrixCell withCalls(int other, String otherUpstream) {
    return new MatrixCell(answer, lists, other, outcome, otherUpstream);
  }

  MatrixCell withLists(String other) {
    return new MatrixCell(answer, other, calls, outcome, upstream);
  }
}
