package dev.bimgate.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a Bimplus of bytes behind the gateway under test; the sandbox stays issuer. */
public final class RawUpstreamResource extends SandboxResource {

  private static @Nullable RawUpstream running;

  /** The Bimplus of the gateway under test. */
  public static RawUpstream upstream() {
    return Objects.requireNonNull(running, "no upstream was started");
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    RawUpstream upstream = new RawUpstream();
    running = upstream;
    settings.put(
        "bimplus.oidc.discovery-url",
        settings.get("bimplus.url") + "/.well-known/openid-configuration");
    settings.put("bimplus.url", upstream.apiUrl().toString());
    // So that whatever is left of one caller's request on its connection meets the next caller.
    settings.put("bimplus.pool-size", "1");
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
