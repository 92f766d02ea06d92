package dev.bimgate.gateway.health;

import dev.bimgate.gateway.token.IssuerKeys;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The issuer's keys as readiness tells of them: always up, since cached and remembered requests go
 * on without them; {@code degraded} when new tokens may not be checked.
 */
@Readiness
@Singleton
class IssuerReadiness implements HealthCheck {

  private final IssuerKeys keys;

  IssuerReadiness(IssuerKeys keys) {
    this.keys = keys;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("issuer-keys")
        .up()
        .withData("degraded", keys.degraded())
        .build();
  }
}
