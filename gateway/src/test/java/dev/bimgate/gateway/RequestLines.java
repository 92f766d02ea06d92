package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.observe.RequestLog;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The request log of the gateway under test: its last lines, in place of standard output. */
@Singleton
public class RequestLines extends OutputStream {

  private static final int KEPT = 20_000;

  private final Queue<String> lines = new ArrayDeque<>();
  private final StringBuilder unfinished = new StringBuilder();

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  RequestLog requestLog(GatewaySettings settings) {
    // A test waits for the line of each of its requests.
    return new RequestLog(this, settings.log().format(), Duration.ofMillis(1));
  }

  @Override
  public synchronized void write(int octet) {
    if (octet != '\n') {
      unfinished.append((char) octet);
      return;
    }
    if (lines.size() == KEPT) {
      lines.remove();
    }
    LoggedSecrets.lookFor(unfinished.toString());
    lines.add(unfinished.toString());
    unfinished.setLength(0);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    text.chars().forEach(this::write);
  }

  synchronized void clear() {
    lines.clear();
  }

  /** The lines since the test began, oldest first. */
  public synchronized List<String> all() {
    return List.copyOf(lines);
  }

  /** The first line that meets the condition; waits for it, as lines are written in batches. */
  public String await(Predicate<String> condition) {
    return soon()
        .until(
            () -> all().stream().filter(condition).findFirst().orElse(""), line -> !line.isEmpty());
  }

  /** Waits until so many lines meet the condition. */
  public void await(Predicate<String> condition, int atLeast) {
    soon().until(() -> all().stream().filter(condition).count() >= atLeast);
  }

  private static ConditionFactory soon() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60));
  }

  /** The line of the response with this id. */
  public String of(String requestId) {
    return await(line -> line.contains(" id=" + requestId + " "));
  }
}
