package dev.bimgate.sandbox.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One line of the walk.
 *
 * @param callsLeft of the user's budget at Bimplus, or a dash
 * @param details further lines to show
 * @param mistakes what was not as expected; empty when all was
 */
record StepReport(
    String name,
    String status,
    Duration took,
    String cacheStatus,
    String callsLeft,
    List<String> details,
    List<String> mistakes) {

  static final String HEADINGS =
      String.format(
          Locale.ROOT,
          "   %-46s %6s %9s  %-30s %10s",
          "step",
          "status",
          "time",
          "Cache-Status",
          "calls left");

  /** The step as one line, and one more for each detail and each mistake. */
  String text() {
    String line =
        String.format(
            Locale.ROOT,
            "%s %-46s %6s %9s  %-30s %10s",
            mistakes.isEmpty() ? "ok" : "!!",
            name,
            status,
            took.isZero() ? "" : took.toMillis() + " ms",
            cacheStatus,
            callsLeft);
    StringBuilder text = new StringBuilder(line.stripTrailing());
    details.forEach(detail -> text.append("\n     ").append(detail));
    mistakes.forEach(mistake -> text.append("\n   not as said: ").append(mistake));
    return text.toString();
  }
}
