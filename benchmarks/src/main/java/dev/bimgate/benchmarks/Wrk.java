package dev.bimgate.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, on a core of its own, over 64 persistent connections. */
final class Wrk {

  static final int CONNECTIONS = 64;

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

  private Wrk() {}

  /**
   * The result of a load.
   *
   * @param answers all responses, each of status 2xx
   * @param perSecond responses per second
   * @param p99Millis the 99th percentile of the latency
   */
  record Result(long answers, double perSecond, double p99Millis) {}

  /** Requests one URI as fast as possible. */
  static Result load(URI uri, String authorization, Duration length)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "taskset",
                    "-c",
                    Integer.toString(Machine.LOAD_CORE),
                    "wrk",
                    "-t1",
                    "-c" + CONNECTIONS,
                    "-d" + length.toSeconds() + "s",
                    "--latency",
                    "-H",
                    "Authorization: " + authorization,
                    uri.toString()))
            .redirectErrorStream(true)
            .start();
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean spoilt = report.contains("Non-2xx") || report.contains("Socket errors");
    if (process.waitFor() != 0 || spoilt) {
      throw new IllegalStateException("wrk got unexpected responses:\n" + report);
    }
    return new Result(
        Long.parseLong(find(COUNT, report).group(1)),
        Double.parseDouble(find(RATE, report).group(1)),
        millis(find(P99, report)));
  }

  private static Matcher find(Pattern pattern, String report) {
    Matcher matcher = pattern.matcher(report);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk printed an unknown format:\n" + report);
    }
    return matcher;
  }

  private static double millis(Matcher p99) {
    double number = Double.parseDouble(p99.group(1));
    return switch (p99.group(2)) {
      case "us" -> number / 1_000;
      case "ms" -> number;
      default -> number * 1_000;
    };
  }
}
