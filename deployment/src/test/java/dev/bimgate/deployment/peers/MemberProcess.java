package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.RunningGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of a gateway, from its start to its end. */
final class MemberProcess {

  private final String name;
  private final RunningGateway gateway;
  private volatile boolean isEnding;
  private volatile boolean isPaused;
  private volatile @Nullable Long resumedNanos;

  MemberProcess(String name, RunningGateway gateway) {
    this.name = name;
    this.gateway = gateway;
  }

  /** Differs from those of all other processes of the run. */
  String name() {
    return name;
  }

  RunningGateway gateway() {
    return gateway;
  }

  /** Whether it was sent a signal that ends it, or is about to be: requests may fail. */
  boolean isEnding() {
    return isEnding;
  }

  void kill() {
    isEnding = true;
    gateway.program().kill();
  }

  void terminate() {
    isEnding = true;
    gateway.program().terminate();
  }

  void pause() {
    isPaused = true;
    gateway.program().pause();
  }

  void resume() {
    gateway.program().resume();
    resumedNanos = System.nanoTime();
    isPaused = false;
  }

  /** Whether it is or was paused at that time of {@link System#nanoTime} or later. */
  boolean wasPausedSince(long nanos) {
    Long resumed = resumedNanos;
    return isPaused || (resumed != null && resumed - nanos > 0);
  }

  /** Whether it is ready and knows what other gateways invalidate. */
  boolean isTogether() {
    return gateway.isWhole();
  }

  /** How many gateways it knows of, itself included; 0 while it is isolated. */
  int peers() {
    return (int) gateway.meter("gateway_peers_members");
  }

  /** How many writes it has answered although it was isolated. */
  double isolatedWrites() {
    return gateway.meter("gateway_peers_writes_total{outcome=\"isolated\"");
  }

  /** What it logs, but for the lines about requests. */
  List<String> log() {
    return gateway.program().lines().stream()
        .filter(line -> !line.contains(" request id="))
        .toList();
  }
}
