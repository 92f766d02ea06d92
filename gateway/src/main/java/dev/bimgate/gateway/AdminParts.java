package dev.bimgate.gateway;

import dev.bimgate.gateway.admin.AdminMeters;
import dev.bimgate.gateway.admin.AdminRoutes;
import dev.bimgate.gateway.admin.AdminToken;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.token.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The making of the operator's calls; without a token for the operator there are none. */
@Singleton
class AdminParts {

  private final GatewaySettings.Admin settings;

  AdminParts(GatewaySettings gateway) {
    this.settings = gateway.admin();
  }

  void serve(
      @Observes ManagementInterface management,
      MeterRegistry registry,
      Revocations revocations,
      InstantSource clock) {
    AdminMeters meters = new AdminMeters(registry);
    token(settings)
        .map(token -> AdminRoutes.of(token, meters, revocations, clock))
        .ifPresent(routes -> routes.serve(management.router()));
  }

  static Optional<AdminToken> token(GatewaySettings.Admin settings) {
    return settings
        .token()
        .or(() -> settings.tokenFile().map(AdminParts::content))
        .map(AdminToken::new);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
