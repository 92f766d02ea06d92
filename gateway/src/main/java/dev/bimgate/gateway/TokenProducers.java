package dev.bimgate.gateway;

import dev.bimgate.cache.ListCache;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.gateway.OutboundConnections.Destination;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.token.CallerResolver;
import dev.bimgate.gateway.token.TokenGate;
import dev.bimgate.gateway.token.TokenGateOptions;
import dev.bimgate.gateway.token.TokenMeters;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.IssuerKeysOptions;
import dev.bimgate.gateway.token.legacy.AuthorizeCall;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.legacy.LegacyCutoff;
import dev.bimgate.gateway.token.legacy.LegacyDeprecation;
import dev.bimgate.gateway.token.legacy.LegacyOptions;
import dev.bimgate.gateway.token.logout.BackchannelLogout;
import dev.bimgate.gateway.token.result.TokenEvents;
import dev.bimgate.gateway.token.revocation.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** Produces the parts that authenticate callers. */
@Singleton
class TokenProducers {

  private final BimplusSettings settings;
  private final GatewaySettings gateway;

  TokenProducers(BimplusSettings settings, GatewaySettings gateway) {
    this.settings = settings;
    this.gateway = gateway;
  }

  /**
   * Fetches the first keys as soon as clients can connect. Before, the listeners would wait for the
   * event loop that sets up TLS for the fetch.
   */
  void fetchKeys(@ObservesAsync HttpServerStart listening, IssuerKeys keys) {
    keys.start();
  }

  /** The same of a gateway with TLS, which may listen without it as well. */
  void fetchKeysOfTls(@ObservesAsync HttpsServerStart listening, IssuerKeys keys) {
    keys.start();
  }

  @Produces
  @Singleton
  TokenMeters meters(MeterRegistry registry) {
    return new TokenMeters(registry);
  }

  @Produces
  @Singleton
  TokenPolicy rules() {
    BimplusSettings.Oidc oidc = settings.oidc();
    return new TokenPolicy(
        oidc.issuer().orElse(null),
        oidc.authorizedParties().orElse(Set.of()),
        oidc.audience().map(Set::of).orElse(Set.of()),
        oidc.anyAudience(),
        oidc.algorithms().stream().map(Enum::name).collect(Collectors.toSet()),
        oidc.profile(),
        TokenPolicy.MAX_SKEW);
  }

  @Produces
  @Singleton
  IssuerKeys keys(
      Vertx vertx, TokenPolicy rules, TokenEvents events, OutboundConnections outbound) {
    HttpClient client = quietClient(vertx, outbound.http(Destination.ISSUER));
    // Of loopback: a proxy would get the request for the keys in clear, and could send others.
    HttpClient inClear = quietClient(vertx, new HttpClientOptions());
    outbound.onUpdate(Destination.ISSUER, client::updateSSLOptions);
    return new IssuerKeys(
        vertx,
        address -> "https".equalsIgnoreCase(address.getScheme()) ? client : inClear,
        BimplusUrls.of(settings).discovery(),
        rules.issuer(),
        rules.algorithms(),
        IssuerKeysOptions.defaults(),
        System::nanoTime,
        events);
  }

  /** A client that reports broken connections only through the requests on them. */
  private static HttpClient quietClient(Vertx vertx, HttpClientOptions options) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .withConnectHandler(connection -> connection.exceptionHandler(reported -> {}))
        .build();
  }

  void close(@Disposes IssuerKeys keys) {
    keys.close();
  }

  @Produces
  @Singleton
  LegacyCutoff legacyCutoff() {
    GatewaySettings.LegacyTokens legacy = gateway.legacyTokens();
    return LegacyCutoff.of(legacy.enabled(), legacy.refuseAfter());
  }

  @Produces
  @Singleton
  LegacyDeprecation legacyDeprecation(LegacyCutoff term, InstantSource clock) {
    String publicUrl = gateway.publicUrl().map(URI::toString).orElse("");
    return new LegacyDeprecation(
        term, gateway.legacyTokens().sunset(), publicUrl.replaceFirst("/+$", ""), clock);
  }

  @Produces
  @Singleton
  LegacyAuthenticator legacyLogins(
      LegacyCutoff term, BimplusClient client, InstantSource clock, TokenEvents events) {
    return LegacyAuthenticator.of(
        term,
        new AuthorizeCall(client),
        LegacyOptions.of(
            gateway.cache().staleIfError(), GatewayProducers.limit(settings.listTimeout())),
        clock,
        events);
  }

  @Produces
  @Singleton
  TokenGateOptions gateOptions() {
    return TokenGateOptions.remembering(gateway.token().maxSize().asLongValue());
  }

  @Produces
  @Singleton
  TokenGate gate(
      TokenPolicy rules,
      IssuerKeys keys,
      LegacyAuthenticator legacy,
      TokenGateOptions options,
      InstantSource clock,
      TokenMeters meters) {
    TokenGate gate = new TokenGate(rules, keys, legacy, options, clock, meters);
    meters.watch(gate);
    return gate;
  }

  void close(@Disposes TokenGate gate) {
    gate.close();
  }

  @Produces
  @Singleton
  Revocations revocations(TokenGate gate, ListCache cache, Peers peers) {
    return gate.revocations(cache::invalidate, peers);
  }

  @Produces
  @Singleton
  CallerResolver namedCallers(TokenGate gate, IssuerKeys keys) {
    return new CallerResolver(gate, keys);
  }

  @Produces
  @Singleton
  BackchannelLogout logouts(
      TokenPolicy rules, IssuerKeys keys, Revocations revocations, InstantSource clock) {
    return new BackchannelLogout(rules, keys, revocations, clock);
  }

  void close(@Disposes BackchannelLogout logout) {
    logout.close();
  }
}
