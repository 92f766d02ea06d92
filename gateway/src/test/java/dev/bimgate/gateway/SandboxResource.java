package dev.bimgate.gateway;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sandbox on free ports, and the settings of the gateway under test. */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {

  private static @Nullable Sandbox running;

  /** The sandbox behind the gateway under test. */
  static Sandbox running() {
    return Objects.requireNonNull(running, "no sandbox was started");
  }

  @Override
  public Map<String, String> start() {
    // Tests start without the main.
    GatewayMain.takeOverUriChecks();
    // Outlives the gateway of the tests before, whose gauges would replace those to come.
    Metrics.globalRegistry.clear();
    Sandbox sandbox = startedByItsOwnLoader(options());
    running = sandbox;
    return Map.of(
        "quarkus.http.test-port",
        "0",
        "quarkus.management.test-port",
        "0",
        "bimplus.url",
        sandbox.apiUrl().toString(),
        "bimplus.oidc.authorized-parties",
        Tokens.DEFAULT_CLIENT + "," + Tokens.SECOND_CLIENT,
        // All tests have one address.
        "gateway.limits.login-rate",
        "999999/s");
  }

  /** What the sandbox is started with: the largest budgets that the gateway believes. */
  protected SandboxOptions options() {
    return SandboxOptions.defaults()
        .withTokenLifetime(Duration.ofHours(2))
        .withProjectsPerTeam(6)
        .withBudgetPerHour(1_000_000);
  }

  /**
   * Vert.x's JSON finds its codec by the context class loader of the first thread that needs it,
   * here an event loop of the sandbox, which keeps the loader that it was started under.
   */
  private static Sandbox startedByItsOwnLoader(SandboxOptions options) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Sandbox.class.getClassLoader());
    try {
      return Sandbox.start(options);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
