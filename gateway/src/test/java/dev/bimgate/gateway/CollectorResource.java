package dev.bimgate.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A collector for the gateway under test, which records what the sender of a request wants. */
public final class CollectorResource extends SandboxResource {

  private static @Nullable Collector running;

  /** The collector of the gateway under test. */
  public static Collector collector() {
    return Objects.requireNonNull(running, "no collector was started");
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    Collector collector = new Collector();
    running = collector;
    settings.put("gateway.traces.endpoint", collector.url().toString());
    settings.put("gateway.traces.sampled", "0%");
    settings.put("quarkus.otel.bsp.schedule.delay", "20ms");
    return settings;
  }

  @Override
  public void stop() {
    super.stop();
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
