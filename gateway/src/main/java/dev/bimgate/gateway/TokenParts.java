package dev.bimgate.gateway;

import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.token.IssuerKeys;
import dev.bimgate.gateway.token.IssuerKeysOptions;
import dev.bimgate.gateway.token.TokenGate;
import dev.bimgate.gateway.token.TokenGateOptions;
import dev.bimgate.gateway.token.TokenMeters;
import dev.bimgate.gateway.token.TokenProfile;
import dev.bimgate.gateway.token.TokenRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** The making of the parts that know who is asking. */
@Singleton
class TokenParts {

  private final BimplusSettings settings;

  TokenParts(BimplusSettings settings) {
    this.settings = settings;
  }

  /** The first keys are fetched at once, but nobody waits for them to start. */
  void fetchKeys(@Observes StartupEvent started, IssuerKeys keys) {
    keys.start();
  }

  @Produces
  @Singleton
  TokenMeters meters(MeterRegistry registry) {
    return new TokenMeters(registry);
  }

  @Produces
  @Singleton
  TokenRules rules() {
    BimplusSettings.Oidc oidc = settings.oidc();
    return new TokenRules(
        oidc.issuer().orElse(null),
        oidc.authorizedParties().orElse(Set.of()),
        oidc.audience().map(Set::of).orElse(Set.of()),
        oidc.anyAudience(),
        oidc.algorithms().stream().map(Enum::name).collect(Collectors.toSet()),
        TokenProfile.valueOf(oidc.profile().name()),
        TokenRules.MAX_SKEW,
        Set.of());
  }

  @Produces
  @Singleton
  IssuerKeys keys(Vertx vertx, TokenRules rules, TokenMeters meters) {
    return new IssuerKeys(
        vertx,
        vertx.createHttpClient(),
        BimplusUrls.of(settings).discovery(),
        rules,
        IssuerKeysOptions.defaults(),
        System::nanoTime,
        meters);
  }

  void close(@Disposes IssuerKeys keys) {
    keys.close();
  }

  @Produces
  @Singleton
  TokenGate gate(TokenRules rules, IssuerKeys keys, InstantSource clock, TokenMeters meters) {
    TokenGate gate = new TokenGate(rules, keys, TokenGateOptions.defaults(), clock, meters);
    meters.watch(gate);
    return gate;
  }

  void close(@Disposes TokenGate gate) {
    gate.close();
  }
}
