package dev.bimgate.gateway.health;

import dev.bimgate.gateway.lists.CacheBypass;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The list cache as readiness tells of it: always up; {@code bypass} while an operator has requests
 * pass it by.
 */
@Readiness
@Singleton
class CacheReadiness implements HealthCheck {

  private final CacheBypass bypass;

  CacheReadiness(CacheBypass bypass) {
    this.bypass = bypass;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("list-cache")
        .up()
        .withData("bypass", bypass.state().isPresent())
        .build();
  }
}
