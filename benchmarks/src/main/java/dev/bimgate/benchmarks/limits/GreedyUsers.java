package dev.bimgate.benchmarks.limits;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Thirty users who stream as much as they can get, and how long a newcomer waits. */
final class GreedyUsers {

  private static final int USERS = 30;

  /** Together more than may wait at once. */
  private static final int CLIENTS_PER_USER = 40;

  private static final int BYTES_PER_SECOND = 100;
  private static final int BYTES = 15 * BYTES_PER_SECOND;
  private static final int TIMES = 50;

  private final Setup setup;
  private final List<Reply> lists = new ArrayList<>();
  private final List<Reply> reads = new ArrayList<>();
  private final List<Reply> writes = new ArrayList<>();

  GreedyUsers(Setup setup) {
    this.setup = setup;
  }

  void measure() throws IOException, InterruptedException {
    Fault slow = new Fault.Drip(BYTES_PER_SECOND);
    setup.faults().add(Requests.to(setup.inTeam("/download")), slow, Integer.MAX_VALUE);
    String download = setup.inTeam("/download?bytes=" + BYTES);
    List<Visitor> users = users();
    try (Load.Loops streams = new Load.Loops()) {
      for (Visitor greedy : users.subList(0, USERS)) {
        streams.start(CLIENTS_PER_USER, () -> greedy.get(download));
      }
      Thread.sleep(5_000);
      for (int i = 0; i < TIMES; i++) {
        visit(users.get(USERS + i % (users.size() - USERS)), i);
        Thread.sleep(500);
      }
      setup.report().show("connections of the streams", setup.held());
      setup.report().show("streams rejected with 429", streams.replies().count(429));
      setup.report().show("streams rejected with 503", streams.replies().count(503));
    }
    print("list", new Replies(lists));
    print("small GET", new Replies(reads));
    print("small POST", new Replies(writes));
  }

  private void visit(Visitor newcomer, int number) {
    lists.add(newcomer.get(setup.inTeam("/projects?cold=" + number)).join());
    reads.add(newcomer.get(setup.inTeam("/echo")).join());
    writes.add(newcomer.post(setup.inTeam("/echo"), "{}").join());
  }

  /** Each user of the sandbox twice: to the gateway, a legacy session is another user. */
  private List<Visitor> users() {
    List<Visitor> users = new ArrayList<>();
    for (String user : setup.sandbox().users()) {
      users.add(setup.visitor(user));
      users.add(Visitor.of(setup.gateway(), setup.sandbox().tokens().legacyFor(user)));
    }
    // The lookups of their tokens are not measured.
    users.forEach(user -> user.get("/v2/teams").join());
    return users;
  }

  private void print(String what, Replies replies) {
    setup
        .report()
        .atMost("a newcomer's " + what + ": the longest of 50, ms", replies.maxMillis(), 1_000);
    setup.report().atMost("  failed", replies.failed(), 0);
  }
}
