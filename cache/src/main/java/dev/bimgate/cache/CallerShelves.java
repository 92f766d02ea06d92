package dev.bimgate.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which lists each caller has, oldest first, and the bytes they take together. */
final class CallerShelves {

  /** A list that has to go. */
  record Surplus(ListKey key, StoredResponse held) {}

  private static final class Shelf {
    final LinkedHashMap<ListKey, StoredResponse> oldestFirst = new LinkedHashMap<>();
    long bytes;

    void put(ListKey key, StoredResponse held) {
      take(key);
      oldestFirst.put(key, held);
      bytes += held.weightBytes;
    }

    void take(ListKey key) {
      StoredResponse taken = oldestFirst.remove(key);
      bytes -= taken == null ? 0 : taken.weightBytes;
    }
  }

  /** A shelf is touched only inside {@code compute}, so by one thread at a time. */
  private final ConcurrentHashMap<Caller, Shelf> shelves = new ConcurrentHashMap<>();

  private final long maxBytesPerCaller;

  CallerShelves(long maxBytesPerCaller) {
    this.maxBytesPerCaller = maxBytesPerCaller;
  }

  /** Puts a list there as the youngest, in place of an older one under the same key. */
  void put(ListKey key, StoredResponse held) {
    shelves.compute(
        key.caller(),
        (caller, present) -> {
          Shelf shelf = present == null ? new Shelf() : present;
          shelf.put(key, held);
          return shelf;
        });
  }

  /** Forgets this very list; a younger one under the same key stays. */
  void remove(ListKey key, StoredResponse held) {
    shelves.computeIfPresent(
        key.caller(),
        (caller, shelf) -> {
          if (shelf.oldestFirst.get(key) == held) {
            shelf.take(key);
          }
          return orGone(shelf);
        });
  }

  /** Takes the oldest lists of a caller out until the rest is within the bound. */
  List<Surplus> takeSurplus(Caller caller) {
    List<Surplus> surplus = new ArrayList<>();
    shelves.computeIfPresent(
        caller,
        (same, shelf) -> {
          while (shelf.bytes > maxBytesPerCaller) {
            Map.Entry<ListKey, StoredResponse> oldest =
                shelf.oldestFirst.entrySet().iterator().next();
            surplus.add(new Surplus(oldest.getKey(), oldest.getValue()));
            shelf.take(oldest.getKey());
          }
          return orGone(shelf);
        });
    return surplus;
  }

  /** How many callers have a list. */
  int callers() {
    return shelves.size();
  }

  /** The bytes of one caller's lists. */
  long bytesOf(Caller caller) {
    Shelf shelf = shelves.get(caller);
    return shelf == null ? 0 : shelf.bytes;
  }

  private static @Nullable Shelf orGone(Shelf shelf) {
    return shelf.oldestFirst.isEmpty() ? null : shelf;
  }
}
