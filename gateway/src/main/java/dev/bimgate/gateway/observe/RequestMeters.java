package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RouteLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The timers of requests by route, outcome and status, each looked up in the registry once. */
final class RequestMeters {

  private static final int STATUSES = 600;

  /** Few, as each is a series for each route, outcome and status; the alerts divide by them. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<RouteLabel, EnumTable<Outcome, AtomicReferenceArray<@Nullable Timer>>> timers =
      new ConcurrentHashMap<>();

  private final EnumTable<ProtocolError, Counter> rejectedHeads;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.rejectedHeads =
        new EnumTable<>(
            ProtocolError.class,
            error ->
                Counter.builder("gateway.heads.refused")
                    .description("Malformed requests, rejected before any stage")
                    .tag("cause", Labels.of(error))
                    .register(registry));
  }

  void protocolError(ProtocolError error) {
    rejectedHeads.get(error).increment();
  }

  void record(RouteLabel route, Outcome outcome, int status, long nanos) {
    AtomicReferenceArray<@Nullable Timer> byStatus = timersOf(route).get(outcome);
    Timer timer = byStatus.get(status);
    if (timer == null) {
      timer = register(route, outcome, status);
      byStatus.set(status, timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private EnumTable<Outcome, AtomicReferenceArray<@Nullable Timer>> timersOf(RouteLabel route) {
    return timers.computeIfAbsent(
        route,
        same -> new EnumTable<>(Outcome.class, outcome -> new AtomicReferenceArray<>(STATUSES)));
  }

  private Timer register(RouteLabel route, Outcome outcome, int status) {
    return Timer.builder("gateway.requests")
        .description("Requests, from their headers to the end of the response")
        .tag("route", route.label())
        .tag("outcome", outcome.label())
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}
