package dev.bimgate.gateway.drain;

import dev.bimgate.gateway.drain.Drain.Rest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

final class DrainSequence {

  private static final Logger LOG = Logger.getLogger(DrainSequence.class);

  private final Drain drain;
  private final Duration keepServing;
  private final Duration finish;

  DrainSequence(Drain drain, Duration keepServing, Duration finish) {
    this.drain = drain;
    this.keepServing = keepServing;
    this.finish = finish;
  }

  /** Runs all steps; returns when nothing is left to wait for. */
  void run() throws InterruptedException {
    drain.keepServing();
    LOG.infof(
        "draining: not ready, still serving, delay_ms=%d timeout_ms=%d",
        keepServing.toMillis(), finish.toMillis());
    TimeUnit.NANOSECONDS.sleep(keepServing.toNanos());
    Rest rest = drain.finish();
    LOG.infof("draining: no longer accepting requests, in_flight=%d", rest.requests());
    LOG.infof("shut down: reset=%d", isThroughInTime(rest) ? 0 : drain.reset());
  }

  private boolean isThroughInTime(Rest rest) throws InterruptedException {
    try {
      rest.through().get(finish.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
