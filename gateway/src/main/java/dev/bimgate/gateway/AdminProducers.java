package dev.bimgate.gateway;

import dev.bimgate.cache.ListCache;
import dev.bimgate.gateway.admin.AdminMeters;
import dev.bimgate.gateway.admin.AdminReach;
import dev.bimgate.gateway.admin.AdminRoutes;
import dev.bimgate.gateway.admin.AdminToken;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.config.SecretFile;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.lists.SharedBypass;
import dev.bimgate.gateway.lists.SharedPurge;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.token.CallerResolver;
import dev.bimgate.gateway.token.revocation.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Produces the admin calls; without an admin token there are none. */
@Singleton
class AdminProducers {

  private final GatewaySettings.Admin settings;

  AdminProducers(GatewaySettings gateway) {
    this.settings = gateway.admin();
  }

  @Produces
  @Singleton
  AdminReach reach(
      Revocations revocations,
      CallerResolver callers,
      TargetParser targets,
      ListCache cache,
      SharedPurge purge,
      CacheBypass bypass,
      SharedBypass sharedBypass,
      UserCalls calls,
      Peers peers,
      InstantSource clock) {
    return new AdminReach(
        revocations, callers, targets, cache, purge, bypass, sharedBypass, calls, peers, clock);
  }

  void serve(
      @Observes ManagementInterface management,
      MeterRegistry registry,
      AdminReach reach,
      FileReload files) {
    AdminMeters meters = new AdminMeters(registry);
    token(settings)
        .ifPresent(
            token -> {
              settings
                  .tokenFile()
                  .ifPresent(
                      file ->
                          files.add(
                              "gateway.admin.token-file",
                              file,
                              SecretFile::adminToken,
                              token::replace));
              AdminRoutes.of(token, meters, reach).serve(management.router());
            });
  }

  static Optional<AdminToken> token(GatewaySettings.Admin settings) {
    return settings
        .token()
        .or(() -> settings.tokenFile().map(SecretFile::adminToken))
        .map(AdminToken::new);
  }
}
