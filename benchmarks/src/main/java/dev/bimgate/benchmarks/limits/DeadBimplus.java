package dev.bimgate.benchmarks.limits;

import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Twenty users while Bimplus fails each call for sixteen seconds, and afterwards. */
final class DeadBimplus {

  private static final Duration UNTIL_NOTICED = Duration.ofSeconds(6);
  private static final Duration REJECTING = Duration.ofSeconds(10);
  private static final Duration FAILING = UNTIL_NOTICED.plus(REJECTING);
  private static final Duration AFTERWARDS = Duration.ofSeconds(10);

  private final Setup setup;
  private final Polls polls;

  DeadBimplus(Setup setup) {
    this.setup = setup;
    this.polls = new Polls(setup, setup.sandbox().users());
  }

  /**
   * Measures one way to fail.
   *
   * @param begin makes Bimplus fail
   * @param end makes it well again
   */
  void measure(Runnable begin, Runnable end) throws IOException, InterruptedException {
    polls.warmUp();
    Duration all = FAILING.plus(AFTERWARDS);
    begin.run();
    long began = System.nanoTime();
    CompletableFuture<Replies> lists = polls.lists(all);
    CompletableFuture<Replies> others = polls.resources(all);
    printUntilOpen();
    Thread.sleep(UNTIL_NOTICED.toMillis());
    printCalls();
    end.run();
    long well = System.nanoTime();
    long noticed = began + UNTIL_NOTICED.toNanos();
    Predicate<Reply> then = reply -> reply.sentAtNanos() > noticed && reply.sentAtNanos() < well;
    print(lists.join().where(then), others.join().where(then));
    printAfterwards(others.join().where(reply -> reply.sentAtNanos() > well), well);
  }

  private void printCalls() throws InterruptedException {
    int before = calls();
    Thread.sleep(REJECTING.toMillis());
    double perSecond = (double) (calls() - before) / REJECTING.toSeconds();
    setup.report().atMost("calls per second", perSecond, 3);
  }

  private void printUntilOpen() {
    for (String breaker : new String[] {"lists", "calls"}) {
      var unused =
          secondsUntilOpen(breaker)
              .thenAccept(
                  seconds ->
                      setup
                          .report()
                          .atMost("s until the breaker of " + breaker + " is open", seconds, 6));
    }
  }

  /** At most until Bimplus is well again. */
  private CompletableFuture<Double> secondsUntilOpen(String breaker) {
    long since = System.nanoTime();
    return CompletableFuture.supplyAsync(
        () -> {
          while (!isOpen(breaker) && System.nanoTime() - since < FAILING.toNanos()) {
            LockSupport.parkNanos(20_000_000);
          }
          return (System.nanoTime() - since) / 1e9;
        });
  }

  private boolean isOpen(String breaker) {
    try {
      return setup.gateway().meter("gateway_upstream_breaker", "class=\"" + breaker + "\"") > 0;
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void print(Replies lists, Replies others) {
    Report report = setup.report();
    Predicate<Reply> asMeant = reply -> reply.problem().equals("upstream-unavailable");
    Replies rejected = others.where(asMeant);
    report.atMost("passed on: 503 upstream-unavailable, median ms", rejected.medianMillis(), 50);
    report.atMost("  other responses, probes included", others.size() - rejected.size(), 12);
    report.atMost("lists: median ms", lists.medianMillis(), 50);
    report.atMost("  failed", lists.failed(), 0);
  }

  private void printAfterwards(Replies others, long well) throws IOException, InterruptedException {
    double last =
        others.where(reply -> reply.status() != 200).all().stream()
            .mapToDouble(reply -> (reply.sentAtNanos() - well) / 1e9)
            .max()
            .orElse(0);
    setup.report().atMost("s until the last rejection after Bimplus is well", last, 5);
    String tag = "outcome=\"overloaded\"";
    double overloaded = setup.gateway().meter("gateway_requests_seconds_count", tag);
    setup.report().atMost("requests with outcome overloaded", overloaded, 0);
  }

  private int calls() {
    return setup.sandbox().recorder().count(Requests.callsToBimplus());
  }
}
