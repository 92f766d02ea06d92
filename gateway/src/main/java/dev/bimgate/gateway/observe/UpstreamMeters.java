package dev.bimgate.gateway.observe;

import dev.bimgate.client.UpstreamEvents;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.client.UpstreamOutcome;
import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

public final class UpstreamMeters implements UpstreamEvents {

  private final EnumTable<UpstreamOperation, EnumTable<UpstreamOutcome, Timer>> calls;
  private final Timer poolWait;
  private final AtomicInteger connections;

  public UpstreamMeters(MeterRegistry registry) {
    this.calls =
        new EnumTable<>(
            UpstreamOperation.class,
            operation ->
                new EnumTable<>(UpstreamOutcome.class, ended -> calls(registry, operation, ended)));
    this.poolWait =
        Timer.builder("gateway.upstream.pool.wait")
            .description("Wait for a connection to Bimplus")
            .register(registry);
    this.connections = new AtomicInteger();
    Gauge.builder("gateway.upstream.connections", connections, AtomicInteger::get)
        .description("Open connections to Bimplus")
        .register(registry);
  }

  @Override
  public void finished(UpstreamOperation operation, UpstreamOutcome outcome, Duration elapsed) {
    calls.get(operation).get(outcome).record(elapsed);
  }

  @Override
  public void poolWait(Duration waited) {
    poolWait.record(waited);
  }

  @Override
  public void connectionOpened() {
    connections.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    connections.decrementAndGet();
  }

  private static Timer calls(
      MeterRegistry registry, UpstreamOperation operation, UpstreamOutcome ended) {
    return Timer.builder("gateway.upstream.requests")
        .description("Requests to Bimplus, from their start to the last byte of the response")
        .tag("operation", Labels.of(operation))
        .tag("outcome", Labels.of(ended))
        .register(registry);
  }
}
