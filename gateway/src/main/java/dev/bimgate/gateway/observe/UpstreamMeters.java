package dev.bimgate.gateway.observe;

import dev.bimgate.client.CallClass;
import dev.bimgate.client.RetryResult;
import dev.bimgate.client.UpstreamEvents;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.client.UpstreamOutcome;
import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

public final class UpstreamMeters implements UpstreamEvents {

  private final EnumTable<UpstreamOperation, EnumTable<UpstreamOutcome, Timer>> calls;
  private final ConnectionFailures failures =
      new ConnectionFailures(Logger.getLogger(UpstreamMeters.class), "Bimplus");

  private final Timer poolWait;
  private final AtomicInteger connections;
  private final EnumTable<CallClass, AtomicInteger> held;
  private final EnumTable<CallClass, AtomicInteger> breakers;
  private final EnumTable<RetryResult, Counter> retries;

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
    this.held = new EnumTable<>(CallClass.class, callClass -> held(registry, callClass));
    this.breakers = breakers(registry);
    this.retries = new EnumTable<>(RetryResult.class, result -> retries(registry, result));
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
    failures.opened();
  }

  @Override
  public void connectionFailed(Throwable cause) {
    failures.failed(cause);
  }

  @Override
  public void connectionClosed() {
    connections.decrementAndGet();
  }

  @Override
  public void connectionTaken(CallClass callClass) {
    held.get(callClass).incrementAndGet();
  }

  @Override
  public void connectionReturned(CallClass callClass) {
    held.get(callClass).decrementAndGet();
  }

  @Override
  public void breakerOpened(CallClass breaker) {
    breakers.get(breaker).set(1);
  }

  @Override
  public void breakerClosed(CallClass breaker) {
    breakers.get(breaker).set(0);
  }

  @Override
  public void retried(RetryResult result) {
    retries.get(result).increment();
  }

  private static AtomicInteger held(MeterRegistry registry, CallClass callClass) {
    AtomicInteger held = new AtomicInteger();
    Gauge.builder("gateway.upstream.held", held, AtomicInteger::get)
        .description("Connections to Bimplus that requests hold")
        .tag("class", Labels.of(callClass))
        .register(registry);
    return held;
  }

  private static EnumTable<CallClass, AtomicInteger> breakers(MeterRegistry registry) {
    EnumTable<CallClass, AtomicInteger> states =
        new EnumTable<>(CallClass.class, callClass -> new AtomicInteger());
    Stream.of(CallClass.values())
        .map(CallClass::breaker)
        .distinct()
        .forEach(
            name ->
                Gauge.builder("gateway.upstream.breaker", states.get(name), AtomicInteger::get)
                    .description("The breaker of requests to Bimplus: 0 closed, 1 open")
                    .tag("class", Labels.of(name))
                    .register(registry));
    return states;
  }

  private static Counter retries(MeterRegistry registry, RetryResult result) {
    return Counter.builder("gateway.upstream.retries")
        .description("Requests to Bimplus that were safe to retry after their connection failed")
        .tag("result", Labels.of(result))
        .register(registry);
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
