package dev.bimgate.benchmarks.limits;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Slow downloads of one user, and how long the cold lists of others take, with and without. */
final class SlowDownloads {

  private static final int DOWNLOADS = 200;
  private static final int MAX_HELD = 39;
  private static final int BYTES_PER_SECOND = 100;
  private static final int LISTS_PER_SECOND = 100;
  private static final int ROUND_SECONDS = 8;
  private static final int ROUNDS = 3;

  private final Setup setup;
  private final List<Visitor> others;
  private final Visitor greedy;

  /** Longer than a round, and over soon after it. */
  private final String download;

  private final List<Reply> idle = new ArrayList<>();
  private final List<Reply> loaded = new ArrayList<>();
  private final List<Reply> ended = new ArrayList<>();
  private double maxHeld;
  private int lists;

  SlowDownloads(Setup setup) {
    List<String> users = setup.sandbox().users();
    this.setup = setup;
    this.greedy = setup.visitor(users.get(0)).apart();
    this.others = users.subList(1, users.size()).stream().map(setup::visitor).toList();
    this.download = setup.inTeam("/download?bytes=" + 2 * ROUND_SECONDS * BYTES_PER_SECOND);
  }

  void measure() throws IOException, InterruptedException {
    Fault slow = new Fault.Drip(BYTES_PER_SECOND);
    setup.faults().add(Requests.to(setup.inTeam("/download")), slow, Integer.MAX_VALUE);
    loadLists();
    for (int round = 0; round < ROUNDS; round++) {
      idle.addAll(loadLists());
      try (Load.Loops downloads = new Load.Loops()) {
        downloads.start(DOWNLOADS, () -> greedy.get(download));
        // To open 200 connections at once is not what is measured.
        while (downloads.replies().size() < DOWNLOADS - MAX_HELD) {
          Thread.sleep(100);
        }
        loaded.addAll(loadLists());
        maxHeld = Math.max(maxHeld, setup.held());
        ended.addAll(downloads.replies().where(reply -> reply.status() != 200).all());
      }
      while (setup.held() > 0) {
        Thread.sleep(100);
      }
    }
    print(new Replies(idle), new Replies(loaded), new Replies(ended));
  }

  private List<Reply> loadLists() {
    Duration length = Duration.ofSeconds(ROUND_SECONDS);
    return Load.steady(
            length,
            LISTS_PER_SECOND,
            i -> others.get(i % others.size()).get(setup.inTeam("/projects?cold=" + lists++)))
        .join()
        .all();
  }

  private void print(Replies idle, Replies loaded, Replies ended) {
    Report report = setup.report();
    report.show("cold lists of others without downloads: p99, ms", idle.p99Millis());
    report.show("  with downloads", loaded.p99Millis());
    report.atMost("  ratio", loaded.p99Millis() / idle.p99Millis(), 2);
    report.atMost("  failed", loaded.failed(), 0);
    report.atMost("connections of that user", maxHeld, MAX_HELD);
    report.show("downloads rejected with 429", ended.count(429));
    report.atMost("  the longest wait for it, ms", ended.maxMillis(), 2_500);
    report.atMost("downloads that failed otherwise", ended.size() - ended.count(429), 0);
  }
}
