package dev.bimgate.deployment.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * All reads and writes of a run, and the rule for them: <b>no read that began after the response to
 * a write was read shows a list that is older than that write</b>, through whichever gateways.
 * Every write makes a version of its list that is larger by one, and every list says which it is
 * of.
 *
 * <p>Times are {@link System#nanoTime}, of the one process that sends everything. Thread-safe.
 */
final class History {

  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();
  private final long startedNanos = System.nanoTime();

  /**
   * A write with a response. One without obliges nobody.
   *
   * @param list what it changes
   * @param gateway the process that it went through
   * @param version the one that it has made
   */
  record Write(String list, String gateway, long sentNanos, long respondedNanos, long version) {}

  /** A list that was served, and how old it was. */
  record Read(
      String list, String gateway, long sentNanos, long version, String user, String cacheStatus) {}

  /** A read that shows a list from before a write. */
  record StaleRead(Read read, Write write) {}

  void add(Write write) {
    writes.add(write);
  }

  void add(Read read) {
    reads.add(read);
  }

  /** Notes what else has happened now. */
  void note(String what) {
    notes.add(at(System.nanoTime()) + " " + what);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** A time, in seconds since the start. */
  String at(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", (nanos - startedNanos) / 1e9);
  }

  int reads() {
    return reads.size();
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  /**
   * The reads that break the rule.
   *
   * @param counts the writes that oblige readers
   * @param tolerance for how long a write need not be seen
   */
  List<StaleRead> staleReads(Predicate<Write> counts, Duration tolerance) {
    Map<String, NavigableMap<Long, Write>> newest = newestByResponse(counts);
    List<StaleRead> stale = new ArrayList<>();
    for (Read read : reads) {
      NavigableMap<Long, Write> ofList = newest.getOrDefault(read.list(), new TreeMap<>());
      Map.Entry<Long, Write> before = ofList.lowerEntry(read.sentNanos() - tolerance.toNanos());
      if (before != null && read.version() < before.getValue().version()) {
        stale.add(new StaleRead(read, before.getValue()));
      }
    }
    return stale;
  }

  /** For each list, by the time of each response, the newest version that had one by then. */
  private Map<String, NavigableMap<Long, Write>> newestByResponse(Predicate<Write> counts) {
    Map<String, NavigableMap<Long, Write>> newest = new HashMap<>();
    writes.stream()
        .filter(counts)
        .sorted(Comparator.comparingLong(Write::respondedNanos))
        .forEach(
            write -> {
              NavigableMap<Long, Write> ofList =
                  newest.computeIfAbsent(write.list(), first -> new TreeMap<>());
              Map.Entry<Long, Write> last = ofList.lastEntry();
              boolean isNewer = last == null || last.getValue().version() < write.version();
              ofList.put(write.respondedNanos(), isNewer ? write : last.getValue());
            });
    return newest;
  }
}
