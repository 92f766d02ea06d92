package dev.bimgate.sandbox.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Waits for a child process to respond with 200 at a URL, and not as degraded. */
final class Readiness {

  private static final Duration LONGEST_RESPONSE = Duration.ofSeconds(5);

  /** A gateway without the issuer's keys is ready, and rejects tokens until its next fetch. */
  private static final Pattern DEGRADED = Pattern.compile("\"degraded\"\\s*:\\s*true");

  private Readiness() {}

  /**
   * Returns once it does.
   *
   * @param name of the process in messages
   * @throws IOException when the process ends before, or takes longer
   */
  static void await(String name, Process process, URI url, Duration longest, HttpClient http)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!isReady(url, http)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException(name + " was not ready after " + longest.toSeconds() + " s");
      }
    }
  }

  private static boolean isReady(URI url, HttpClient http) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(LONGEST_RESPONSE).build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && !DEGRADED.matcher(response.body()).find();
    } catch (IOException notYet) {
      return false;
    }
  }
}
