package dev.bimgate.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Requests for one resource with all kinds of tokens, each kind at its own pace, until closed. */
final class TokenLoad<K extends Enum<K>> implements AutoCloseable {

  /** No answer came. */
  static final int UNANSWERED = -1;

  private static final int THREADS = 12;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final ConcurrentLinkedQueue<Reply<K>> replies = new ConcurrentLinkedQueue<>();
  private final URI resource;

  TokenLoad(URI resource) {
    this.resource = resource;
  }

  /**
   * What one request got.
   *
   * @param startedNanos before it was sent, on the clock of {@link System#nanoTime()}
   */
  record Reply<K>(K kind, long startedNanos, int status, boolean toldWhenToRetry) {}

  /** Sends tokens of a kind from now on, so many a second at most. */
  void send(K kind, int perSecond, Supplier<String> tokens) {
    int senders = Math.min(THREADS - 4, Math.max(1, perSecond / 60));
    long periodMicros = 1_000_000L * senders / perSecond;
    for (int i = 0; i < senders; i++) {
      var unused =
          threads.scheduleAtFixedRate(
              () -> sendOne(kind, tokens.get()),
              periodMicros * i / senders,
              periodMicros,
              TimeUnit.MICROSECONDS);
    }
  }

  /** The replies so far that meet the condition. */
  List<Reply<K>> replies(Predicate<Reply<K>> condition) {
    return replies.stream().filter(condition).toList();
  }

  private void sendOne(K kind, String token) {
    long started = System.nanoTime();
    HttpRequest request = Http.request(resource, "Bearer " + token).build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      boolean retry = response.headers().firstValue("Retry-After").isPresent();
      replies.add(new Reply<>(kind, started, response.statusCode(), retry));
    } catch (IOException broken) {
      replies.add(new Reply<>(kind, started, UNANSWERED, false));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the load goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
