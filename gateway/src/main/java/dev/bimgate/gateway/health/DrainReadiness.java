package dev.bimgate.gateway.health;

import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.drain.DrainPhase;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down from the first moment of the end on, so that nobody new is sent here. */
@Readiness
@Singleton
class DrainReadiness implements HealthCheck {

  private final Drain drain;

  DrainReadiness(Drain drain) {
    this.drain = drain;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("serving").status(drain.phase() == DrainPhase.SERVING).build();
  }
}
