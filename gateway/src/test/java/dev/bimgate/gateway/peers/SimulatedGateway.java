package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.SimulatedLists.Listed;
import dev.bimgate.gateway.peers.SimulatedLists.Written;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A gateway: a {@link Membership} and lists in a {@link SimulatedProcess}. */
final class SimulatedGateway implements PeerOutput {

  /** From leaving to the end of the process. */
  static final Duration UNTIL_EXIT = Duration.ofSeconds(3);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration ISOLATED_FRESH_FOR = Duration.ofSeconds(2);

  final SimulatedProcess process;

  private final Simulation world;
  private final SplittableRandom random;
  private final @Nullable Listed[] lists = new @Nullable Listed[SimulatedLists.TOPICS];
  private final Map<Publication, Written> open = new HashMap<>();
  private FaultyMember faulty;
  private Membership membership;
  private int attempt;
  private @Nullable SimulatedLink link;

  SimulatedGateway(Simulation world, SplittableRandom random) {
    this.world = world;
    this.random = random;
    double clockRate = 0.99 + 0.02 * random.nextDouble();
    this.process = new SimulatedProcess(world.time, clockRate, this::readAll);
    this.faulty = new FaultyMember(world.fault, process);
    this.membership = newMembership();
    tick();
  }

  private Membership newMembership() {
    return new Membership(
        Simulation.TIMING, this::newSession, random, Written.EVERYTHING::toBytes, this);
  }

  private String newSession() {
    return faulty.began(Long.toHexString(random.nextLong()));
  }

  private void tick() {
    membership.tick(process.now());
    faulty.noteTrust(membership.lease());
    process.after(TICK, this::tick);
  }

  boolean isTrusted() {
    return faulty.trust(membership.lease()).isValid(process.now());
  }

  int unanswered() {
    return open.size();
  }

  private void readAll() {
    for (int topic = 0; topic < SimulatedLists.TOPICS; topic++) {
      read(topic);
    }
  }

  /** A client reads the list of a topic here. */
  void read(int topic) {
    if (process.isStalled()) {
      return;
    }
    Now now = process.now();
    Listed list = lists[topic];
    boolean isTrusted = isTrusted();
    long youngest = isTrusted ? Long.MAX_VALUE : ISOLATED_FRESH_FOR.toNanos();
    if (list == null || now.nanos() - list.loadedNanos() >= youngest) {
      lists[topic] = world.lists.load(topic, now.nanos());
    } else if (isTrusted) {
      world.served(topic, list);
    }
  }

  /** The response to a write arrives from Bimplus. */
  void write(int topic) {
    Written written = world.lists.write(topic);
    process.run(
        () -> {
          byte[] message = written.toBytes();
          open.put(membership.publish(message, List.of(), process.now()), written);
        });
  }

  /** Another process takes its place, with nothing that this one knew. */
  void kill() {
    disconnect();
    process.kill();
    open.clear();
    Arrays.fill(lists, null);
    faulty = new FaultyMember(world.fault, process);
    membership = newMembership();
    tick();
  }

  /** Leaves as at the end of a drain; the process goes on for a while. */
  void leave() {
    int leaving = process.number();
    process.run(() -> membership.leave(process.now()));
    world.time.after(
        UNTIL_EXIT,
        () -> {
          if (process.number() == leaving) {
            kill();
          }
        });
  }

  void hold(Duration duration, boolean all) {
    SimulatedLink current = link;
    if (current != null && all) {
      current.holdAll(duration);
    } else if (current != null) {
      current.hold(duration);
    }
  }

  /** The connections are cut, which this side sees at once or never. */
  void cut(boolean isSeen) {
    SimulatedLink current = link;
    if (current != null) {
      current.cut();
      if (isSeen) {
        int cut = attempt;
        process.run(() -> membership.disconnected(cut, process.now()));
      }
    }
  }

  @Override
  public void connect(int number) {
    attempt = number;
    process.after(Duration.ofNanos(random.nextInt(2_000_000)), () -> connected(number));
  }

  private void connected(int number) {
    if (!world.valkey.isUp()) {
      membership.disconnected(number, process.now());
      return;
    }
    int ofProcess = process.number();
    SimulatedLink opened =
        new SimulatedLink(
            world.time,
            random,
            world.valkey::received,
            (command, reply) -> process.run(ofProcess, () -> received(command, reply)),
            () -> process.run(ofProcess, () -> membership.disconnected(number, process.now())));
    link = opened;
    world.valkey.opened(opened);
    membership.connected(number, process.now());
  }

  private void received(Command command, Reply reply) {
    membership.received(command, faulty.alter(command, reply), process.now());
    faulty.noteTrust(membership.lease());
    faulty.after(command, reply, this);
  }

  @Override
  public void disconnect() {
    SimulatedLink current = link;
    if (current != null) {
      current.cut();
      link = null;
    }
  }

  @Override
  public void send(Command command) {
    SimulatedLink current = link;
    if (current != null) {
      current.send(command);
    }
    process.commandSent();
  }

  @Override
  public void joined(Era era, long position) {
    if (world.fault != PlantedFault.LISTS_SURVIVE_JOINING) {
      Arrays.fill(lists, null);
    }
  }

  @Override
  public void load(List<Change> rules) {}

  @Override
  public void apply(Entry entry) {
    Written written = Written.of(entry.sealed());
    if (world.fault == PlantedFault.ACKNOWLEDGED_BEFORE_APPLYING) {
      process.after(Duration.ofMillis(random.nextInt(30)), () -> invalidate(written));
    } else if (!faulty.forgets(entry)) {
      invalidate(written);
    }
  }

  private void invalidate(Written written) {
    if (written.equals(Written.EVERYTHING)) {
      Arrays.fill(lists, null);
    } else {
      lists[written.topic()] = null;
    }
  }

  @Override
  public void applyHere(Publication publication) {
    invalidate(Written.of(publication.sealed()));
  }

  @Override
  public void completed(Publication publication, PublicationOutcome outcome) {
    Written written = open.remove(publication);
    if (written != null) {
      world.answered(written, outcome);
    }
  }

  @Override
  public void ended(SessionEnd cause) {
    faulty.ended(cause);
    world.ended(cause);
  }
}
