package dev.bimgate.benchmarks.limits;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Twenty users while Bimplus fails some calls, or is slow. */
final class IllBimplus {

  private static final Duration LENGTH = Duration.ofSeconds(20);

  private final Setup setup;
  private final Report report;
  private final List<String> users;

  IllBimplus(Setup setup) {
    this.setup = setup;
    this.report = setup.report();
    this.users = setup.sandbox().users();
  }

  void everySecondCallFails(Fault error) {
    Polls polls = new Polls(setup, users);
    polls.warmUp();
    setup.faults().add(Requests.callsToBimplus(), error, Integer.MAX_VALUE, 0.5, 1);
    CompletableFuture<Replies> lists = polls.lists(LENGTH);
    Replies others = polls.resources(LENGTH).join();
    double successes = others.count(200) / (0.5 * others.size());
    report.atLeast("passed on: successes, of those without breaker", successes, 0.9);
    report.show("  503", others.count(503));
    report.atMost("lists failed", lists.join().failed(), 0);
  }

  /** Twenty clients of one user request what always fails. */
  void oneUsersCallsFail(Fault error) throws InterruptedException {
    String path = setup.inTeam("/echo");
    setup.faults().add(Requests.to(path).and(Requests.by(users.get(0))), error, Integer.MAX_VALUE);
    Visitor unlucky = setup.visitor(users.get(0));
    try (Load.Loops loops = new Load.Loops()) {
      loops.start(20, () -> unlucky.get(path));
      Thread.sleep(3_000);
      Polls polls = new Polls(setup, users.subList(1, users.size()));
      CompletableFuture<Replies> lists = polls.lists(LENGTH);
      Replies others = polls.resources(LENGTH).join();
      report.show("responses to that user: 500", loops.replies().count(500));
      report.show("  503", loops.replies().count(503));
      report.atMost("passed on for others: failed", others.failed(), 0);
      report.atMost("lists of others: failed", lists.join().failed(), 0);
    }
  }

  void everyResponseTakesEightSeconds() {
    Polls polls = new Polls(setup, users);
    polls.warmUp();
    setup.faults().add(Requests.callsToBimplus(), new Fault.Delay(8_000), Integer.MAX_VALUE);
    CompletableFuture<Replies> lists = polls.lists(LENGTH.multipliedBy(2));
    Replies others = polls.resources(LENGTH.multipliedBy(2)).join();
    report.show("passed on: 200", others.count(200));
    report.show("  503", others.count(503));
    report.show("  other responses", others.size() - others.count(200) - others.count(503));
    report.show("lists: median ms", lists.join().medianMillis());
    report.show("  longest, ms", lists.join().maxMillis());
    report.atMost("  failed", lists.join().failed(), 0);
  }
}
