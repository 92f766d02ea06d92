package dev.bimgate.gateway.health;

import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.drain.DrainPhase;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The readiness checks. */
@Singleton
class ReadinessChecks {

  /** Down as soon as the gateway drains, so that load balancers send no new clients. */
  @Produces
  @Readiness
  @Singleton
  HealthCheck serving(Drain drain) {
    return () ->
        HealthCheckResponse.named("serving").status(drain.phase() == DrainPhase.SERVING).build();
  }

  /** Always up; {@code bypass} while an operator has requests bypass the list cache. */
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
   * Always up, since cached lists and tokens need no issuer; {@code degraded} while new tokens
   * might not be verifiable.
   */
  @Produces
  @Readiness
  @Singleton
  HealthCheck issuerKeys(IssuerKeys keys) {
    return () ->
        HealthCheckResponse.named("issuer-keys").up().withData("degraded", keys.degraded()).build();
  }
}
