package dev.bimgate.gateway;

import dev.bimgate.client.CallClass;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.limits.CallsInFlight;
import dev.bimgate.gateway.limits.UserCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** What the requests under way hold in the gateway under test. */
@Singleton
@Unremovable
public class HeldResources {

  private final MeterRegistry meters;
  private final UserCalls calls;
  private final OverloadCheck overload;

  @Inject
  HeldResources(MeterRegistry meters, UserCalls calls, OverloadCheck overload) {
    this.meters = meters;
    this.calls = calls;
    this.overload = overload;
  }

  /** How many are held of each resource of which any is. */
  public Map<String, Integer> all() {
    Map<String, Integer> held = new TreeMap<>();
    for (CallClass callClass : CallClass.values()) {
      String label = Labels.of(callClass);
      double connections = meters.get("gateway.upstream.held").tag("class", label).gauge().value();
      held.put("connections of " + label, (int) connections);
    }
    held.put("calls of budgets", CallsInFlight.of(calls));
    held.put("requests that wait", overload.waiting.get());
    held.values().removeIf(count -> count == 0);
    return held;
  }
}
