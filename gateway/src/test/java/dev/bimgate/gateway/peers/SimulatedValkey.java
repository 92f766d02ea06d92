package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A {@link FakeValkey} as a process that gateways connect to: it can pause, stop and be replaced.
 */
final class SimulatedValkey {

  private final SimulatedTime time;
  private final SplittableRandom random;
  private final FakeValkey valkey;
  private final List<SimulatedLink> links = new ArrayList<>();
  private final List<Runnable> stalled = new ArrayList<>();
  private boolean isPaused;
  private boolean isUp = true;

  SimulatedValkey(SimulatedTime time, SplittableRandom random) {
    this.time = time;
    this.random = random;
    this.valkey = new FakeValkey(time, random);
  }

  boolean isUp() {
    return isUp;
  }

  void opened(SimulatedLink link) {
    links.add(link);
  }

  void received(SimulatedLink link, Command command) {
    if (isPaused) {
      stalled.add(() -> received(link, command));
    } else if (links.contains(link)) {
      valkey.execute(command, reply -> link.reply(command, reply));
    }
  }

  /** One of the ways in which Valkey fails. */
  void fail() {
    switch (random.nextInt(11)) {
      case 0 -> pause(upTo(4_000));
      case 1 -> valkey.flush();
      case 2 -> valkey.deleteLogs();
      case 3 -> valkey.deleteRegistries();
      case 4 -> valkey.deleteAcknowledgements();
      case 5 -> trimLogs();
      case 6 -> restart(() -> {});
      case 7 -> restart(valkey::flush);
      case 8 -> failOver();
      case 9 -> demote(upTo(300));
      default -> fill(upTo(3_000));
    }
  }

  void trimLogs() {
    valkey.trimLogs(random.nextInt(3));
  }

  /** Another one takes its place soon, with the data of now. */
  void failOver() {
    Runnable restore = valkey.snapshot();
    time.after(upTo(1_500), () -> restart(restore));
  }

  void limitLogs(int atMost) {
    valkey.limitLogs(atMost);
  }

  /** With the data that is left: all, nothing, or what a replica or an append-only file had. */
  private void restart(Runnable restore) {
    links.forEach(SimulatedLink::lost);
    links.clear();
    isUp = false;
    time.after(
        upTo(1_500),
        () -> {
          if (!isUp) {
            restore.run();
            valkey.restarted();
            isUp = true;
          }
        });
  }

  /** A replica for a short time, with the data of then, without closing a connection. */
  private void demote(Duration duration) {
    Runnable restore = valkey.snapshot();
    time.after(
        upTo(1_000),
        () -> {
          valkey.demoted();
          time.after(
              duration,
              () -> {
                restore.run();
                valkey.promoted();
              });
        });
  }

  private void fill(Duration duration) {
    valkey.setFull(true);
    time.after(duration, () -> valkey.setFull(false));
  }

  private void pause(Duration duration) {
    isPaused = true;
    time.after(
        duration,
        () -> {
          isPaused = false;
          List<Runnable> late = List.copyOf(stalled);
          stalled.clear();
          late.forEach(Runnable::run);
        });
  }

  private Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis));
  }
}
