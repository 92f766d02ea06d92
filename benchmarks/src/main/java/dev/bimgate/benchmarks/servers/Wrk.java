package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load by {@code wrk}, on a core of its own, over persistent connections. */
public final class Wrk {

  public static final int CONNECTIONS = 64;

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

  private final Process process;

  private Wrk(Process process) {
    this.process = process;
  }

  /**
   * The result of a load.
   *
   * @param answers all responses
   * @param perSecond responses per second
   * @param p99Millis the 99th percentile of the latency
   */
  public record Result(long answers, double perSecond, double p99Millis) implements Load {}

  /** Requests one URI as fast as possible, over {@value #CONNECTIONS} connections. */
  public static Result load(URI uri, String authorization, Duration length)
      throws IOException, InterruptedException {
    return start(uri, authorization, length, CONNECTIONS).result();
  }

  /**
   * Begins a load.
   *
   * @param script a Lua script that makes the requests, and its arguments; may be empty
   */
  public static Wrk start(
      URI uri, String authorization, Duration length, int connections, String... script)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", Integer.toString(Machine.LOAD_CORE), "wrk"));
    command.addAll(List.of("-t1", "-c" + connections, "-d" + length.toSeconds() + "s"));
    command.addAll(
        List.of("--timeout", "20s", "--latency", "-H", "Authorization: " + authorization));
    if (script.length > 0) {
      command.addAll(List.of("-s", script[0]));
    }
    command.add(uri.toString());
    if (script.length > 1) {
      command.add("--");
      command.addAll(List.of(script).subList(1, script.length));
    }
    return new Wrk(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for the end of a load; each response must have a status 2xx. */
  public Result result() throws IOException, InterruptedException {
    String report = report();
    if (report.contains("Non-2xx") || report.contains("Socket errors")) {
      throw new IllegalStateException("wrk got unexpected responses:\n" + report);
    }
    return result(report);
  }

  /** The same for a load of which each response must have a status from 400 on. */
  public Result rejections() throws IOException, InterruptedException {
    String report = report();
    Result result = result(report);
    if (!report.contains("Non-2xx or 3xx responses: " + result.answers())) {
      throw new IllegalStateException("wrk got unexpected responses:\n" + report);
    }
    return result;
  }

  private String report() throws IOException, InterruptedException {
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("wrk failed:\n" + report);
    }
    return report;
  }

  private static Result result(String report) {
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
