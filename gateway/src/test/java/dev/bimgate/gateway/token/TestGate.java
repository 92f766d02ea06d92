package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.TestIssuer.await;

import dev.bimgate.gateway.config.TokenProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A gate with an issuer and a clock of its own. */
final class TestGate implements AutoCloseable {

  static final TokenGateOptions OPTIONS = TokenGateOptions.remembering(16 << 20);

  static final TokenPolicy RULES = rules(TokenProfile.KEYCLOAK, Set.of(TestToken.APP), Set.of());

  final TestClock clock = new TestClock();
  final RecordedEvents events = new RecordedEvents();
  final Vertx vertx = Vertx.vertx();
  final HttpClient client = vertx.createHttpClient();
  final TestIssuer issuer = new TestIssuer(vertx);
  final IssuerKeys keys;
  final TokenGate gate;

  TestGate(TokenPolicy rules, TestKey... published) {
    this(rules, TestGate.OPTIONS, published);
  }

  TestGate(TokenPolicy rules, TokenGateOptions options, TestKey... published) {
    issuer.publish(published);
    keys = issuerKeys(rules, IssuerKeysOptions.defaults());
    gate = new TokenGate(rules, keys, noOldLogins(clock, events), options, clock, events);
  }

  /** Legacy tokens after their end. */
  static LegacyAuthenticator noOldLogins(TestClock clock, TokenEvents events) {
    LegacyOptions options = LegacyOptions.of(Duration.ZERO, Duration.ZERO);
    LegacyCutoff over = LegacyCutoff.of(false, Optional.empty());
    return new LegacyAuthenticator(over, new HeldLookup(), options, clock, events);
  }

  static TokenPolicy rules(TokenProfile profile, Set<String> parties, Set<String> audiences) {
    return new TokenPolicy(
        null,
        parties,
        audiences,
        parties.isEmpty() && audiences.isEmpty(),
        TokenPolicy.SIGNATURES,
        profile,
        Duration.ofSeconds(60));
  }

  IssuerKeys issuerKeys(TokenPolicy rules, IssuerKeysOptions options) {
    return new IssuerKeys(
        vertx,
        client,
        issuer.discovery(),
        rules.issuer(),
        rules.algorithms(),
        options,
        clock::nanos,
        events);
  }

  /** Fetches the keys if due, and waits for the result. */
  KeyFetch fetchKeys() throws InterruptedException {
    keys.maintain();
    return Objects.requireNonNull(events.nextFetch());
  }

  AuthenticationResult admit(String token) {
    return await(gate.authenticate(List.of("Bearer " + token)).toCompletableFuture());
  }

  @Override
  public void close() {
    gate.close();
    await(vertx.close());
  }
}
