package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of several gateways: a relay of its own to Valkey, and one process after the other. */
final class Member implements AutoCloseable {

  private final String name;
  private final Relay relay;
  private final Supplier<RunningGateway> starter;
  private final List<String> log = new ArrayList<>();
  private int started;
  private volatile @Nullable MemberProcess process;

  Member(String name, Relay relay, Supplier<RunningGateway> starter) {
    this.name = name;
    this.relay = relay;
    this.starter = starter;
  }

  String name() {
    return name;
  }

  Relay relay() {
    return relay;
  }

  /** The present process; none while there is none that listens. */
  Optional<MemberProcess> process() {
    return Optional.ofNullable(process);
  }

  /** Starts a process, and returns once it listens. */
  void start() {
    started++;
    process = new MemberProcess(name + "#" + started, starter.get());
  }

  void terminate() {
    end(MemberProcess::terminate);
  }

  void killAndRestart() {
    end(MemberProcess::kill);
    start();
  }

  void terminateAndRestart() {
    terminate();
    start();
  }

  private void end(Consumer<MemberProcess> how) {
    MemberProcess running = process;
    if (running != null) {
      how.accept(running);
      process = null;
      log.add("-- " + running.name());
      log.addAll(running.log());
    }
  }

  /** What all its processes have logged, but for requests; after it is closed. */
  List<String> log() {
    return log;
  }

  @Override
  public void close() {
    end(MemberProcess::kill);
    relay.close();
  }
}
