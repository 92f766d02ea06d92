package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.TestIssuer.await;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.IssuerKeysOptions;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.legacy.LegacyCutoff;
import dev.bimgate.gateway.token.legacy.LegacyOptions;
import dev.bimgate.gateway.token.parse.LastToken;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.TokenEvents;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A gate with an issuer and a clock of its own. */
public final class TestGate implements AutoCloseable {

  static final TokenGateOptions OPTIONS = TokenGateOptions.remembering(16 << 20);

  public static final TokenPolicy RULES =
      rules(TokenProfile.KEYCLOAK, Set.of(TestToken.APP), Set.of());

  public final TestClock clock = new TestClock();
  public final RecordedEvents events = new RecordedEvents();
  public final Vertx vertx = Vertx.vertx();
  final HttpClient client = vertx.createHttpClient();
  public final TestIssuer issuer = new TestIssuer(vertx);
  public final IssuerKeys keys;
  public final TokenGate gate;
  private final ThreadLocal<LastToken> connection = ThreadLocal.withInitial(LastToken::new);

  public TestGate(TokenPolicy rules, TestKey... published) {
    this(rules, TestGate.OPTIONS, published);
  }

  TestGate(TokenPolicy rules, TokenGateOptions options, TestKey... published) {
    issuer.publish(published);
    keys = issuerKeys(rules, IssuerKeysOptions.defaults());
    gate = new TokenGate(rules, keys, noLegacyTokens(clock, events), options, clock, events);
  }

  /** Legacy tokens after their end. */
  static LegacyAuthenticator noLegacyTokens(TestClock clock, TokenEvents events) {
    LegacyOptions options = LegacyOptions.of(Duration.ZERO, Duration.ZERO);
    LegacyCutoff over = LegacyCutoff.of(false, Optional.empty());
    return new LegacyAuthenticator(over, new HeldLookup(), options, clock, events);
  }

  public static TokenPolicy rules(
      TokenProfile profile, Set<String> parties, Set<String> audiences) {
    return new TokenPolicy(
        null,
        parties,
        audiences,
        parties.isEmpty() && audiences.isEmpty(),
        TokenPolicy.SIGNATURES,
        profile,
        Duration.ofSeconds(60));
  }

  public IssuerKeys issuerKeys(TokenPolicy rules, IssuerKeysOptions options) {
    return new IssuerKeys(
        vertx,
        address -> client,
        issuer.discovery(),
        rules.issuer(),
        rules.algorithms(),
        options,
        clock::nanos,
        events);
  }

  /** Fetches the keys if due, and waits for the result. */
  public KeyFetch fetchKeys() throws InterruptedException {
    keys.maintain();
    return Objects.requireNonNull(events.nextFetch());
  }

  /** Authenticates a request; those of one thread are on one connection. */
  public AuthenticationResult authenticate(String token) {
    return await(
        gate.authenticate(List.of("Bearer " + token), connection.get(), LoginLimit.Sender.OPERATOR)
            .toCompletableFuture());
  }

  @Override
  public void close() {
    gate.close();
    await(vertx.close());
  }
}
