package dev.bimgate.deployment.faults;

import dev.bimgate.sandbox.wire.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What reached Bimplus and the issuer: each write by its mark, all by their kinds. */
final class Arrivals {

  /** The field by which a request of a caller is known again; it passes the gateway unchanged. */
  static final String MARK = "X-Mark";

  private static final List<String> SAFE = List.of("GET", "HEAD");

  private record Sent(AtomicInteger times, RecordedRequest last) {}

  private final Map<String, Sent> writes = new ConcurrentHashMap<>();
  private final Tally tally;

  Arrivals(Tally tally) {
    this.tally = tally;
  }

  /** Sees each request before it can go wrong; never true, so it makes none go wrong. */
  boolean see(RecordedRequest request) {
    tally.count(
        request.server() == RecordedRequest.Server.API ? "bimplus" : "issuer", kind(request));
    Optional<String> mark = request.field(MARK);
    if (mark.isPresent() && !SAFE.contains(request.method())) {
      writes.compute(
          mark.get(),
          (same, before) -> {
            AtomicInteger times = before == null ? new AtomicInteger() : before.times;
            times.incrementAndGet();
            return new Sent(times, request);
          });
    }
    return false;
  }

  int timesSent(String mark) {
    Sent sent = writes.get(mark);
    return sent == null ? 0 : sent.times.get();
  }

  /** Whether Bimplus can do no more about this write than it has done. */
  boolean isOver(String mark) {
    Sent sent = writes.get(mark);
    return sent == null || sent.last.state() != RecordedRequest.State.OPEN;
  }

  List<String> sentTwice() {
    return writes.entrySet().stream()
        .filter(entry -> entry.getValue().times.get() > 1)
        .map(entry -> entry.getKey() + " came " + entry.getValue().times + " times")
        .toList();
  }

  private static String kind(RecordedRequest request) {
    String path = request.path();
    if (!SAFE.contains(request.method())) {
      return "writes";
    }
    if (path.endsWith("/projects")) {
      return "lists";
    }
    return path.equals("/v2/teams") ? "teams" : path.contains("well-known") ? "discovery" : "other";
  }
}
