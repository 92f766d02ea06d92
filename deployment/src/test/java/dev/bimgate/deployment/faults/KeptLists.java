package dev.bimgate.deployment.faults;

import dev.bimgate.deployment.Http;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** What the gateway keeps, by its own meters, held against its settings again and again. */
final class KeptLists {

  private static final Pattern ENTRIES = Pattern.compile("(?m)^gateway_cache_entries (\\S+)$");
  private static final Pattern BYTES = Pattern.compile("(?m)^gateway_cache_size_bytes (\\S+)$");
  private static final Pattern EVICTED =
      Pattern.compile("(?m)^gateway_cache_evictions_total\\{reason=\"(?:size|share)\"} (\\S+)$");

  /** How soon what was dropped has left the meters. */
  private static final Duration CLEARING = Duration.ofSeconds(1);

  /** By what responses vary is known on, where they did: less than a kilobyte for each key. */
  private static final long KNOWN_WITHOUT_LISTS_BYTES = Limits.MAX_BYTES / 10;

  private final URI meters;
  private final Findings findings;
  private long mostEntries;
  private long mostBytes;
  private long evicted;

  KeptLists(URI management, Findings findings) {
    this.meters = management.resolve("/q/metrics");
    this.findings = findings;
  }

  /** Looks once, and finds fault with what is beyond its bounds. */
  synchronized void look() {
    String told = Http.get(meters).body();
    long entries = sum(ENTRIES, told);
    long bytes = sum(BYTES, told);
    mostEntries = Math.max(mostEntries, entries);
    mostBytes = Math.max(mostBytes, bytes);
    evicted = sum(EVICTED, told);
    if (bytes > Limits.MAX_BYTES || entries > Limits.MAX_BYTES / Limits.SHORTEST_LIST_BYTES) {
      findings.add("beyond the bounds of the cache: " + entries + " lists of " + bytes + " bytes");
    }
  }

  /** Everything was invalidated, and nobody has asked since: soon there is no list. */
  void expectNone(Stalls stalls) {
    long began = System.nanoTime();
    String told = Http.get(meters).body();
    while (sum(ENTRIES, told) > 0 || sum(BYTES, told) > KNOWN_WITHOUT_LISTS_BYTES) {
      Duration longest = CLEARING.plus(Limits.MACHINE).plus(stalls.since(began));
      if (System.nanoTime() - began > longest.toNanos()) {
        findings.add(
            "still stored after an invalidation of everything: %d lists, %d bytes"
                .formatted(sum(ENTRIES, told), sum(BYTES, told)));
        return;
      }
      told = Http.get(meters).body();
    }
  }

  /** Lists that left because of a bound. */
  synchronized long evicted() {
    return evicted;
  }

  private static long sum(Pattern meter, String told) {
    return meter
        .matcher(told)
        .results()
        .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
        .sum();
  }

  @Override
  public synchronized String toString() {
    return "at most %d lists of %d bytes kept, %d evicted"
        .formatted(mostEntries, mostBytes, evicted);
  }
}
