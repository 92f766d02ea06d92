package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.SimulatedLists.Listed;
import dev.bimgate.gateway.peers.SimulatedLists.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gateways, a Valkey and clients, in a time and with faults that one number decides. A finding is a
 * list that a gateway serves while it trusts its lists, although a write was answered before that
 * the list does not show.
 */
final class Simulation {

  static final Timing TIMING = new Timing(Duration.ofSeconds(2));

  /** Time for the last fault to end, then for everybody to recover. */
  private static final Duration END_OF_FAULTS = Duration.ofSeconds(6);

  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** Writes that may be on their way at any time. */
  private static final int SOME = 10;

  final SimulatedTime time = new SimulatedTime();
  final SimulatedLists lists = new SimulatedLists();
  final PlantedFault fault;
  final SimulatedValkey valkey;

  private final long seed;
  private final SplittableRandom random;
  private final List<SimulatedGateway> gateways = new ArrayList<>();
  private final Map<PublicationOutcome, Integer> writes = new EnumMap<>(PublicationOutcome.class);
  private final Map<SessionEnd, Integer> ends = new EnumMap<>(SessionEnd.class);
  private long served;
  private @Nullable String finding;

  Simulation(long seed, PlantedFault fault) {
    this.seed = seed;
    this.fault = fault;
    this.random = new SplittableRandom(seed);
    this.valkey = new SimulatedValkey(time, random.split());
    for (int count = 2 + random.nextInt(4); count > 0; count--) {
      gateways.add(new SimulatedGateway(this, random.split()));
    }
  }

  /** Runs it to the end, or to the first finding. */
  Result run(Duration duration) {
    if (random.nextBoolean()) {
      valkey.limitLogs(500 + random.nextInt(1_000));
    }
    int meanMillis = 200 + random.nextInt(3_000);
    for (SimulatedGateway gateway : gateways) {
      every(2 + random.nextInt(10), () -> gateway.read(topic()));
      every(20 + random.nextInt(400), () -> gateway.write(topic()));
    }
    long endNanos = time.nanos() + duration.toNanos();
    every(meanMillis, () -> failBefore(endNanos));
    while (finding == null && time.nanos() < endNanos) {
      time.run(Duration.ofMillis(100));
    }
    return recover();
  }

  private Result recover() {
    if (finding != null || fault != PlantedFault.NONE) {
      return result();
    }
    time.run(END_OF_FAULTS);
    time.run(RECOVERY);
    if (gateways.stream().anyMatch(gateway -> !gateway.isTrusted())) {
      find("a gateway is isolated after the last fault");
    } else if (gateways.stream().anyMatch(gateway -> gateway.unanswered() > SOME)) {
      find("responses to writes wait after the last fault");
    }
    return result();
  }

  private Result result() {
    return new Result(seed, served, writes, ends, finding);
  }

  private void find(String what) {
    if (finding == null) {
      finding = "seed " + seed + ", after " + time.nanos() / 1_000_000 + " ms: " + what;
    }
  }

  private void every(int meanMillis, Runnable action) {
    time.after(
        Duration.ofNanos(random.nextLong(2_000_000L * meanMillis)),
        () -> {
          action.run();
          every(meanMillis, action);
        });
  }

  private int topic() {
    return random.nextInt(SimulatedLists.TOPICS);
  }

  private void failBefore(long endNanos) {
    if (time.nanos() >= endNanos) {
      return;
    }
    SimulatedGateway gateway = gateways.get(random.nextInt(gateways.size()));
    switch (random.nextInt(15)) {
      case 0, 1 -> gateway.hold(upTo(4_000), false);
      case 2 -> gateway.hold(upTo(4_000), true);
      case 3 -> gateway.cut(true);
      case 4 -> gateway.cut(false);
      case 5 -> gateway.process.stop(upTo(6_000), false);
      case 6 -> gateway.process.stop(upTo(6_000), true);
      case 7 -> gateway.kill();
      case 8 -> gateway.leave();
      case 9 -> gateway.process.moveWallClock(random.nextLong(-5_000, 5_000));
      case 10 -> gateway.process.stopAtNextCommand(upTo(6_000));
      case 11 -> trimWhileHeld(gateway);
      case 12 -> joinBeforeFailover(gateway);
      default -> valkey.fail();
    }
  }

  private void trimWhileHeld(SimulatedGateway gateway) {
    gateway.hold(upTo(1_500), true);
    time.after(upTo(1_500), valkey::trimLogs);
  }

  /** The data after the failover lacks the new process. */
  private void joinBeforeFailover(SimulatedGateway gateway) {
    gateway.leave();
    time.after(SimulatedGateway.UNTIL_EXIT.minusMillis(500), valkey::failOver);
  }

  private Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis));
  }

  /** A gateway that trusts its lists serves one. */
  void served(int topic, Listed list) {
    served++;
    if (!lists.mayBeServed(topic, list)) {
      find("an old list was served");
    }
  }

  /** The response to a write leaves; that of an isolated gateway promises nothing. */
  void answered(Written written, PublicationOutcome outcome) {
    writes.merge(outcome, 1, Integer::sum);
    if (outcome != PublicationOutcome.ISOLATED) {
      lists.acknowledge(written);
    }
  }

  void ended(SessionEnd cause) {
    ends.merge(cause, 1, Integer::sum);
  }

  /**
   * What happened.
   *
   * @param finding what must not have; null if nothing
   */
  record Result(
      long seed,
      long served,
      Map<PublicationOutcome, Integer> writes,
      Map<SessionEnd, Integer> ends,
      @Nullable String finding) {}
}
