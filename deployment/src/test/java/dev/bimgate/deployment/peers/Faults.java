package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.peers.RandomFaults.Fault;
import dev.bimgate.deployment.peers.Relay.Direction;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What can go wrong with a group of gateways: their connections to Valkey, and the processes. */
final class Faults {

  /**
   * Longer than a gateway knows that it is isolated, and than a write through it waits for that.
   */
  private static final int LONGEST_MILLIS = 7_000;

  private static final int SHORTEST_MILLIS = 50;
  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final int LONGEST_PIECE_BYTES = 60;
  private static final int PIECE_MILLIS = 5;

  /** A number of a connection: of those that are open, whichever it meets. */
  private static final int ANY = 100;

  private final Group group;
  private final CountDownLatch over;

  /**
   * The faults of a group.
   *
   * @param over ends those that last
   */
  Faults(Group group, CountDownLatch over) {
    this.group = group;
    this.over = over;
  }

  /** Each direction, and both, of one connection or of all of a gateway. */
  Map<String, Fault> ofConnections() {
    Map<String, Fault> kinds = new HashMap<>();
    kinds.put("held for long", this::holdForLong);
    Map<String, Set<Direction>> directions =
        Map.of(
            "to Valkey",
            EnumSet.of(Direction.TO_VALKEY),
            "from Valkey",
            EnumSet.of(Direction.FROM_VALKEY),
            "both ways",
            EnumSet.allOf(Direction.class));
    directions.forEach(
        (name, which) -> {
          kinds.put("held " + name, random -> impair(which, Impairment.HELD, random));
          kinds.put("held and cut " + name, random -> holdAndCut(which, random));
          kinds.put("delayed " + name, random -> impair(which, delay(random), random));
          kinds.put("trickling " + name, random -> impair(which, trickle(random), random));
          kinds.put("cut " + name, random -> cut(which, random));
        });
    return kinds;
  }

  Map<String, Fault> ofProcesses() {
    Map<String, Fault> kinds = new HashMap<>();
    kinds.put("gateway paused", this::pauseGateway);
    kinds.put("gateway killed", random -> any(random).killAndRestart());
    kinds.put("gateway terminated", random -> any(random).terminateAndRestart());
    kinds.put("Valkey paused", this::pauseValkey);
    kinds.put("Valkey killed", random -> group.valkey().restart());
    kinds.put("Valkey terminated", random -> terminateValkey());
    kinds.put("Valkey flushed", random -> group.valkey().run("FLUSHALL"));
    return kinds;
  }

  private void pauseGateway(Random random) throws InterruptedException {
    MemberProcess process = any(random).process().orElseThrow();
    process.pause();
    last(random);
    process.resume();
  }

  private void terminateValkey() {
    group.valkey().terminate();
    group.valkey().restart();
  }

  private void pauseValkey(Random random) throws InterruptedException {
    group.valkey().pause();
    last(random);
    group.valkey().resume();
  }

  private void impair(Set<Direction> which, Impairment with, Random random)
      throws InterruptedException {
    Relay relay = any(random).relay();
    impair(relay, which, with, random);
    last(random);
    relay.clear();
  }

  /** So long that this gateway answers writes without the others, which trust their lists. */
  private void holdForLong(Random random) throws InterruptedException {
    Relay relay = any(random).relay();
    relay.impairAll(Direction.TO_VALKEY, Impairment.HELD);
    boolean unused = over.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    relay.clear();
  }

  private void holdAndCut(Set<Direction> which, Random random) throws InterruptedException {
    Relay relay = any(random).relay();
    impair(relay, which, Impairment.HELD, random);
    last(random);
    which.forEach(relay::cutAll);
    relay.clear();
  }

  private static void impair(Relay relay, Set<Direction> which, Impairment with, Random random) {
    int connection = random.nextInt(ANY);
    boolean isOne = random.nextBoolean();
    for (Direction direction : which) {
      if (isOne) {
        relay.impairOne(connection, direction, with);
      } else {
        relay.impairAll(direction, with);
      }
    }
  }

  private void cut(Set<Direction> which, Random random) {
    Relay relay = any(random).relay();
    int connection = random.nextInt(ANY);
    boolean isOne = random.nextBoolean();
    for (Direction direction : which) {
      if (isOne) {
        relay.cutOne(connection, direction);
      } else {
        relay.cutAll(direction);
      }
    }
  }

  private static Impairment delay(Random random) {
    return Impairment.delayed(1 + random.nextInt(LONGEST_DELAY_MILLIS));
  }

  private static Impairment trickle(Random random) {
    return Impairment.trickling(1 + random.nextInt(LONGEST_PIECE_BYTES), PIECE_MILLIS);
  }

  private Member any(Random random) {
    return group.members().get(random.nextInt(group.members().size()));
  }

  /** Half of the faults are shorter than a lease of 2 s, which nobody need notice. */
  private void last(Random random) throws InterruptedException {
    double share = random.nextDouble();
    long millis = SHORTEST_MILLIS + (long) (share * share * LONGEST_MILLIS);
    boolean unused = over.await(millis, TimeUnit.MILLISECONDS);
  }
}
