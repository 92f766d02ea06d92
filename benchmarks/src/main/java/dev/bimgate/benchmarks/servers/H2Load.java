package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code h2load} for HTTP/2, on a core of its own. */
public final class H2Load {

  /** Streams at once on each connection. */
  public static final int STREAMS = 10;

  private static final Pattern RATE = Pattern.compile("finished in .*?, ([0-9.]+) req/s");
  private static final Pattern STATUS =
      Pattern.compile("status codes: (\\d+) 2xx, (\\d+) 3xx, (\\d+) 4xx, (\\d+) 5xx");

  private H2Load() {}

  /**
   * The result of a load.
   *
   * @param answers all responses, each of status 2xx
   * @param perSecond responses per second
   */
  public record Result(long answers, double perSecond) implements Load {}

  /** Requests one URI as fast as possible. */
  public static Result load(URI uri, String authorization, Duration length, int connections)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "taskset",
                    "-c",
                    Integer.toString(Machine.LOAD_CORE),
                    "h2load",
                    "-t1",
                    "-c" + connections,
                    "-m" + STREAMS,
                    "-D" + length.toSeconds(),
                    "-H",
                    "Authorization: " + authorization,
                    uri.toString()))
            .redirectErrorStream(true)
            .start();
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher status = STATUS.matcher(report);
    Matcher rate = RATE.matcher(report);
    boolean isExpected =
        process.waitFor() == 0
            && report.contains("Application protocol: h2")
            && rate.find()
            && status.find()
            && (status.group(2) + status.group(3) + status.group(4)).equals("000");
    if (!isExpected) {
      throw new IllegalStateException("h2load got unexpected responses:\n" + report);
    }
    return new Result(Long.parseLong(status.group(1)), Double.parseDouble(rate.group(1)));
  }
}
