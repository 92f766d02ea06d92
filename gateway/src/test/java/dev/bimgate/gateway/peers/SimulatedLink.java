package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * The connections of one session to a {@link FakeValkey}, with everything that may happen to them.
 */
final class SimulatedLink {

  private final Map<Lane, SimulatedWire<Command>> requests = new EnumMap<>(Lane.class);
  private final Map<Lane, SimulatedWire<Replied>> replies = new EnumMap<>(Lane.class);
  private final SimulatedWire<Boolean> closing;
  private final SplittableRandom random;

  SimulatedLink(
      SimulatedTime time,
      SplittableRandom random,
      BiConsumer<SimulatedLink, Command> server,
      BiConsumer<Command, Reply> client,
      Runnable onClosed) {
    this.random = random;
    this.closing = new SimulatedWire<>(time, random, closed -> onClosed.run());
    for (Lane lane : Lane.values()) {
      requests.put(
          lane, new SimulatedWire<>(time, random, command -> server.accept(this, command)));
      replies.put(
          lane, new SimulatedWire<>(time, random, one -> client.accept(one.command, one.reply)));
    }
  }

  private record Replied(Command command, Reply reply) {}

  void send(Command command) {
    wire(requests, command.lane()).send(command);
  }

  void reply(Command command, Reply reply) {
    SimulatedWire<Replied> wire = wire(replies, command.lane());
    wire.send(new Replied(command, reply));
    if (random.nextInt(100) == 0) {
      wire.send(new Replied(command, reply));
    }
  }

  /** Bytes of one direction of one connection are held. */
  void hold(Duration duration) {
    List<SimulatedWire<?>> wires = new ArrayList<>(requests.values());
    wires.addAll(replies.values());
    wires.get(random.nextInt(wires.size())).hold(duration);
  }

  void holdAll(Duration duration) {
    requests.values().forEach(wire -> wire.hold(duration));
    replies.values().forEach(wire -> wire.hold(duration));
  }

  /** No replies any longer; what was sent may still be executed. */
  void cut() {
    requests.values().forEach(wire -> wire.cut(random.nextInt(3) == 0));
    replies.values().forEach(wire -> wire.cut(true));
  }

  /** The server is gone, which the client sees soon or never. */
  void lost() {
    cut();
    if (random.nextBoolean()) {
      closing.send(true);
    }
  }

  private static <T> SimulatedWire<T> wire(Map<Lane, SimulatedWire<T>> wires, Lane lane) {
    SimulatedWire<T> wire = wires.get(lane);
    if (wire == null) {
      throw new IllegalStateException("no connection");
    }
    return wire;
  }
}
