package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.faults.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One fault after the other, by a seed; each kind is used once before any is used again. */
final class RandomFaults {

  private static final int SHORTEST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 1_200;

  private static final Fault NONE = random -> {};

  private final String row;
  private final Map<String, Fault> kinds;
  private final Random random;
  private final Tally tally;
  private final History history;

  /** Something that goes wrong for a while, and is well when this returns. */
  interface Fault {
    void strike(Random random) throws InterruptedException;
  }

  /**
   * Faults of some kinds.
   *
   * @param row what they are counted under
   */
  RandomFaults(String row, Map<String, Fault> kinds, long seed, Tally tally, History history) {
    this.row = row;
    this.kinds = kinds;
    this.random = new Random(seed);
    this.tally = tally;
    this.history = history;
  }

  /** Goes on until the latch is open; a fault that has begun ends first. */
  void strikeUntil(CountDownLatch over) throws InterruptedException {
    while (true) {
      List<String> shuffled = new ArrayList<>(kinds.keySet());
      Collections.sort(shuffled);
      Collections.shuffle(shuffled, random);
      for (String kind : shuffled) {
        int span = LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS;
        if (over.await(SHORTEST_PAUSE_MILLIS + random.nextInt(span), TimeUnit.MILLISECONDS)) {
          return;
        }
        tally.count(row, kind);
        history.note(row + ": " + kind);
        kinds.getOrDefault(kind, NONE).strike(random);
        history.note(row + ": " + kind + " is over");
      }
    }
  }
}
