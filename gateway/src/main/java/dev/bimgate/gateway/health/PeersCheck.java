package dev.bimgate.gateway.health;

import dev.bimgate.gateway.peers.ValkeyPeers;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * The readiness check of a gateway that has peers: up once it has joined them, or after a while
 * without them; {@code degraded} while it is isolated.
 */
public final class PeersCheck implements HealthCheck {

  private static final String NAME = "peers";

  /** So that a gateway serves although Valkey is away when it starts. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final ValkeyPeers peers;
  private final long startedAtNanos = System.nanoTime();

  private PeersCheck(ValkeyPeers peers) {
    this.peers = peers;
  }

  /** Adds the check; a producer would add it to gateways without peers, too. */
  public static void register(ValkeyPeers peers) {
    HealthRegistries.getRegistry(HealthType.READINESS).register(NAME, new PeersCheck(peers));
  }

  public static void remove() {
    HealthRegistries.getRegistry(HealthType.READINESS).remove(NAME);
  }

  @Override
  public HealthCheckResponse call() {
    boolean isLate = System.nanoTime() - startedAtNanos >= LONGEST_WAIT.toNanos();
    return HealthCheckResponse.named(NAME)
        .status(peers.hasJoined() || isLate)
        .withData("degraded", !peers.isTogether())
        .withData("members", peers.members())
        .build();
  }
}
