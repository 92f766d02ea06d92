package dev.bimgate.gateway.health;

import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.drain.DrainPhase;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.token.IssuerKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What readiness tells of the gateway. */
@Singleton
class ReadinessChecks {

  /** Down from the first moment of the end on, so that nobody new is sent here. */
  @Produces
  @Readiness
  @Singleton
  HealthCheck serving(Drain drain) {
    return () ->
        HealthCheckResponse.named("serving").status(drain.phase() == DrainPhase.SERVING).build();
  }

  /** Always up; {@code bypass} while an operator has requests pass the list cache by. */
  @Produces
  @Readiness
  @Singleton
  HealthCheck listCache(CacheBypass bypass) {
    return () ->
        HealthCheckResponse.named("list-cache")
            .up()
            .withData("bypass", bypass.state().isPresent())
            .build();
  }

  /**
   * Always up, since cached and remembered requests go on without the issuer's keys; {@code
   * degraded} when new tokens may not be checked.
   */
  @Produces
  @Readiness
  @Singleton
  HealthCheck issuerKeys(IssuerKeys keys) {
    return () ->
        HealthCheckResponse.named("issuer-keys").up().withData("degraded", keys.degraded()).build();
  }
}
