package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.faults.Findings;
import dev.bimgate.deployment.faults.Tally;
import dev.bimgate.deployment.peers.History.StaleRead;
import dev.bimgate.deployment.peers.History.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that call a group of gateways, with faults or without, and what came of it. */
final class Run implements AutoCloseable {

  private static final int READERS = 20;
  private static final int WRITERS = 10;

  /** Findings alike. */
  private static final int MOST_SHOWN = 20;

  /** Far longer than it takes; only a gateway that does not return ever meets it. */
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(60);

  private final Group group;
  private final boolean rejectsWrites;
  private final long seed;
  private final History history = new History();
  private final IsolatedWrites isolated = new IsolatedWrites();
  private final Tally calls = new Tally();
  private final Tally faults = new Tally();
  private final Findings findings = new Findings();
  private final World world;
  private final Client client;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Run(Group group, boolean rejectsWrites, long seed) {
    this.group = group;
    this.rejectsWrites = rejectsWrites;
    this.seed = seed;
    this.world = new World(group.sandbox());
    this.client = new Client(world, history, calls, findings, rejectsWrites);
  }

  /** Has everybody call for so long, while faults happen. */
  void callAmidFaults(Duration duration) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Faults kinds = new Faults(group, over);
    List<Future<?>> running = startCalls(over, seed);
    running.add(strike("connections", kinds.ofConnections(), seed + 1, over));
    running.add(strike("processes", kinds.ofProcesses(), seed + 2, over));
    end(running, duration, over);
  }

  /** Has everybody call for so long; no gateway has a reason to be isolated. */
  void callInCalm(Duration duration) throws Exception {
    client.calm();
    CountDownLatch over = new CountDownLatch(1);
    end(startCalls(over, seed + 3), duration, over);
  }

  private List<Future<?>> startCalls(CountDownLatch over, long ofSeed) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < READERS + WRITERS; i++) {
      RandomCalls next = new RandomCalls(group, world, client, ofSeed * 1_000 + i);
      running.add(
          i < READERS ? start(() -> next.readUntil(over)) : start(() -> next.writeUntil(over)));
    }
    group.members().forEach(member -> running.add(start(() -> isolated.watch(member, over))));
    return running;
  }

  private Future<?> strike(
      String row, Map<String, RandomFaults.Fault> kinds, long ofSeed, CountDownLatch over) {
    RandomFaults next = new RandomFaults(row, kinds, ofSeed, faults, history);
    return start(() -> next.strikeUntil(over));
  }

  private Future<?> start(Part part) {
    return threads.submit(
        () -> {
          part.run();
          return null;
        });
  }

  /** What goes on until a latch is open. */
  private interface Part {
    void run() throws InterruptedException;
  }

  private static void end(List<Future<?>> running, Duration duration, CountDownLatch over)
      throws Exception {
    boolean unused = over.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    over.countDown();
    for (Future<?> part : running) {
      part.get();
    }
  }

  /** How long it took until all gateways were together again. */
  Duration awaitTogether() {
    long beganNanos = System.nanoTime();
    while (!group.isTogether()) {
      Duration passed = Duration.ofNanos(System.nanoTime() - beganNanos);
      if (passed.compareTo(LONGEST_RETURN) > 0) {
        findings.add("not together again after " + passed);
        return passed;
      }
    }
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** What must not be: stale reads, and what clients have found. */
  List<String> findings(Duration tolerance) {
    List<String> all = new ArrayList<>(findings.all());
    staleReads(tolerance).stream().limit(MOST_SHOWN).map(this::described).forEach(all::add);
    return all;
  }

  /** The reads that are older than a write that counts. */
  List<StaleRead> staleReads(Duration tolerance) {
    return history.staleReads(write -> !isApart(write), tolerance);
  }

  private boolean isApart(Write write) {
    return !rejectsWrites && isolated.mayContain(write);
  }

  private String described(StaleRead stale) {
    return "stale: %s was sent at %s, although %s was answered at %s"
        .formatted(
            stale.read(),
            history.at(stale.read().sentNanos()),
            stale.write(),
            history.at(stale.write().respondedNanos()));
  }

  /** How many reads were served in which way. */
  Map<String, Long> lookups() {
    return calls.row("read");
  }

  /** The figures of the run: what was sent and came back, and what went wrong. */
  String figures() {
    List<Write> writes = history.writes();
    LongSummaryStatistics waits =
        writes.stream()
            .mapToLong(write -> write.respondedNanos() - write.sentNanos())
            .summaryStatistics();
    return String.format(
        Locale.ROOT,
        "seed %d: %d reads, %d writes, of which %d count apart (%d reads were older); the slowest"
            + " write took %.1f s%n%s faults%n%s",
        seed,
        history.reads(),
        writes.size(),
        writes.stream().filter(this::isApart).count(),
        history.staleReads(this::isApart, Duration.ZERO).size(),
        waits.getMax() / 1e9,
        calls.table(),
        faults.table());
  }

  /** When which fault began and ended, and what the gateways logged; after they were closed. */
  List<String> log() {
    List<String> log = new ArrayList<>(history.notes());
    group.members().forEach(member -> log.addAll(member.log()));
    return log;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    group.close();
  }
}
