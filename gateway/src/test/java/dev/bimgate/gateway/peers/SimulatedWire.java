package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One direction of a connection: bytes arrive in order, late, or never. What was sent before it was
 * cut may still arrive.
 *
 * @param <T> what it carries
 */
final class SimulatedWire<T> {

  private final SimulatedTime time;
  private final SplittableRandom random;
  private final Consumer<T> receiver;
  private long lastNanos;
  private boolean isCut;
  private boolean loses;

  SimulatedWire(SimulatedTime time, SplittableRandom random, Consumer<T> receiver) {
    this.time = time;
    this.random = random;
    this.receiver = receiver;
  }

  void send(T sent) {
    if (!isCut) {
      lastNanos = Math.max(time.nanos() + delayNanos(), lastNanos);
      time.at(lastNanos, () -> arrived(sent));
    }
  }

  /** Nothing that is sent from now on arrives before that time. */
  void hold(Duration duration) {
    lastNanos = Math.max(lastNanos, time.nanos() + duration.toNanos());
  }

  void cut(boolean losesWhatIsSent) {
    isCut = true;
    loses = losesWhatIsSent;
  }

  private void arrived(T sent) {
    if (!loses) {
      receiver.accept(sent);
    }
  }

  private long delayNanos() {
    long micros = random.nextInt(50) == 0 ? random.nextInt(80_000) : 100 + random.nextInt(900);
    return micros * 1_000;
  }
}
