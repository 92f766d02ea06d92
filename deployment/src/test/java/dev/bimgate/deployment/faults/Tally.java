package dev.bimgate.deployment.faults;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened, for the table at the end. */
public final class Tally {

  private final Map<String, Map<String, LongAdder>> counts = new ConcurrentSkipListMap<>();

  public void count(String row, String column) {
    counts
        .computeIfAbsent(row, missing -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(column, missing -> new LongAdder())
        .increment();
  }

  /** The counts of one row by what they count. */
  public Map<String, Long> row(String row) {
    Map<String, Long> found = new TreeMap<>();
    counts.getOrDefault(row, Map.of()).forEach((column, count) -> found.put(column, count.sum()));
    return found;
  }

  public long sum() {
    return counts.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToLong(LongAdder::sum)
        .sum();
  }

  /** One line for each row: the row, its sum, and its columns. */
  public String table() {
    StringBuilder table = new StringBuilder();
    for (String name : counts.keySet()) {
      Map<String, Long> row = row(name);
      long sum = row.values().stream().mapToLong(Long::longValue).sum();
      table.append(String.format(Locale.ROOT, "  %-14s %7d  %s%n", name, sum, row));
    }
    return table.toString();
  }
}
