package dev.bimgate.gateway.token.logout;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.ManualExecutor;
import dev.bimgate.gateway.token.TestClock;
import dev.bimgate.gateway.token.TestGate;
import dev.bimgate.gateway.token.TestIssuer;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.IssuerKeysOptions;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logout tokens, valid and with one fault each (Back-Channel Logout 1.0, 2.4 to 2.7). */
class BackchannelLogoutTest {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final long NOW = TestClock.START_SECONDS;
  private static final TestKey KEY = TestKey.rsa("key");
  private static final TestKey OTHER = TestKey.rsa("key");

  private final List<Invalidation> dropped = new ArrayList<>();
  private TestGate world;
  private BackchannelLogout logout;

  @BeforeEach
  void open() throws InterruptedException {
    world = new TestGate(TestGate.RULES, KEY);
    world.fetchKeys();
    logout = logouts(TestGate.RULES);
  }

  @AfterEach
  void close() {
    logout.close();
    world.close();
  }

  @Test
  void theSessionThatItNamesEndsAndNoOther() {
    String ended = TestToken.by(KEY).signed();
    String other = TestToken.by(KEY).claim("sid", "session-2").claim("jti", "2").signed();
    world.authenticate(ended);
    world.authenticate(other);

    BackchannelLogout.Heard heard = hear(good().signed());

    assertThat(heard).isEqualTo(new BackchannelLogout.Heard.Done());
    assertThat(world.authenticate(ended))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.LOGGED_OUT));
    assertThat(world.authenticate(other)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void withoutASessionAllEarlierSessionsOfTheUserEnd() {
    String first = TestToken.by(KEY).signed();
    String second = TestToken.by(KEY).claim("sid", "session-2").claim("jti", "2").signed();
    String later = TestToken.by(KEY).claim("iat", NOW + 1).claim("jti", "3").signed();
    world.authenticate(first);

    hear(good().without("sid").signed());

    assertThat(world.authenticate(first))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.LOGGED_OUT));
    assertThat(world.authenticate(second))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.LOGGED_OUT));
    assertThat(world.authenticate(later)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  /** It may belong to the session that has ended. */
  @Test
  void aTokenThatNamesNoSessionEndsWithAnySessionOfItsUser() {
    String unnamed = TestToken.by(KEY).without("sid").signed();
    String anothers = TestToken.by(KEY).without("sid").claim("sub", "ben").signed();
    world.authenticate(unnamed);

    hear(good().signed());

    assertThat(world.authenticate(unnamed))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.LOGGED_OUT));
    assertThat(world.authenticate(anothers)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void theListsOfTheUserAreInvalidated() {
    hear(good().signed());

    User anna = new User(TestToken.ISSUER, "anna");
    assertThat(dropped).containsExactly(new Invalidation(Scope.user(anna), Reason.LOGOUT));
  }

  @Test
  void aReplayIsRejectedAsLongAsTheTokenIsValid() {
    String token = good().signed();
    hear(token);

    world.clock.advance(Duration.ofSeconds(179));

    assertThat(causeOf(hear(token))).isEqualTo(LogoutError.REPLAYED);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(causeOf(hear(token))).isEqualTo(RejectionReason.EXPIRED);
    assertThat(dropped).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void isAccepted(String what, String token) {
    assertThat(hear(token)).isEqualTo(new BackchannelLogout.Heard.Done());
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        row("as Keycloak writes it", good()),
        row("typ logout+jwt", good().header("typ", "logout+jwt")),
        row("typ as a media type", good().header("typ", "application/LOGOUT+jwt")),
        row("no typ", good().headerWithout("typ")),
        row("no kind in the payload", good().without("typ")),
        row("no subject", good().without("sub")),
        row("several audiences", good().claim("aud", List.of("else", TestToken.APP))),
        row("an event with members", good().claim("events", Map.of(EVENT, Map.of("x", 1)))),
        row("another event beside it", good().claim("events", Map.of(EVENT, Map.of(), "x", 1))),
        row("a minute too old", good().claim("exp", NOW - 59).claim("iat", NOW - 120)),
        row("a minute too early", good().claim("iat", NOW + 59)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRejectedWithOneTextForAllReasons(String what, String token, RejectionReason cause) {
    assertThat(hear(token))
        .isEqualTo(
            new BackchannelLogout.Heard.Rejected(
                cause,
                new Problem(
                    ProblemType.INVALID_LOGOUT_TOKEN,
                    "The logout token is not accepted; see the log of the gateway for the"
                        + " reason.")));
    assertThat(dropped).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row("an access token", TestToken.by(KEY), RejectionReason.KIND),
        row("an ID token", TestToken.by(KEY).claim("typ", "ID"), RejectionReason.KIND),
        row("access typ", good().header("typ", "at+jwt"), RejectionReason.KIND),
        row("typ of no kind", good().header("typ", 1), RejectionReason.KIND),
        row("access kind", good().claim("typ", "Bearer"), RejectionReason.KIND),
        row("no events", good().without("events"), RejectionReason.KIND),
        row("events no object", good().claim("events", List.of(EVENT)), RejectionReason.KIND),
        row("another event", good().claim("events", Map.of("x", Map.of())), RejectionReason.KIND),
        row("event no object", good().claim("events", Map.of(EVENT, true)), RejectionReason.KIND),
        row("with a nonce", good().claim("nonce", "n"), RejectionReason.CLAIM),
        row("a nonce of null", change("}$", ",\"nonce\":null}"), RejectionReason.CLAIM),
        row("neither sub nor sid", good().without("sub").without("sid"), RejectionReason.CLAIM),
        row("sub empty", good().claim("sub", ""), RejectionReason.CLAIM),
        row("sid a number", good().claim("sid", 1), RejectionReason.CLAIM),
        row("sid null", change("\"sid\":\"[^\"]*\"", "\"sid\":null"), RejectionReason.CLAIM),
        row("sid over-long", good().claim("sid", "s".repeat(256)), RejectionReason.CLAIM),
        row("no jti", good().without("jti"), RejectionReason.CLAIM),
        row("jti empty", good().claim("jti", ""), RejectionReason.CLAIM),
        row("no iat", good().without("iat"), RejectionReason.CLAIM),
        row("no exp", good().without("exp"), RejectionReason.CLAIM),
        row("exp a string", good().claim("exp", "" + NOW), RejectionReason.CLAIM),
        row("no aud", good().without("aud"), RejectionReason.CLAIM),
        row("no iss", good().without("iss"), RejectionReason.CLAIM),
        row(
            "another issuer",
            good().claim("iss", TestToken.ISSUER + "/"),
            RejectionReason.WRONG_ISSUER),
        row("another app", good().claim("aud", "else"), RejectionReason.WRONG_AUDIENCE),
        row("for account alone", good().claim("aud", "account"), RejectionReason.WRONG_AUDIENCE),
        row("an empty audience", good().claim("aud", List.of()), RejectionReason.WRONG_AUDIENCE),
        row(
            "exp before iat",
            good().claim("exp", NOW).claim("iat", NOW + 1),
            RejectionReason.CLAIM),
        row("exp beyond 64 bits", change("\"exp\":\\d+", "\"exp\":1e19"), RejectionReason.CLAIM),
        row("expired", good().claim("exp", NOW - 60), RejectionReason.EXPIRED),
        row("from the future", good().claim("iat", NOW + 61), RejectionReason.NOT_YET_VALID),
        row("another's signature", good().signedBy(OTHER), RejectionReason.BAD_SIGNATURE),
        row("an unknown key", good().header("kid", "unknown"), RejectionReason.UNKNOWN_KEY),
        row("crit", good().header("crit", List.of("x")), RejectionReason.CRIT),
        row("a key of its own", good().header("jwk", KEY.jwk()), RejectionReason.EMBEDDED_KEY),
        row("HMAC", good().header("alg", "HS256"), RejectionReason.ALGORITHM),
        row("unsigned", good().header("alg", "none"), RejectionReason.ALGORITHM),
        row(
            "a member twice",
            change("}$", ",\"sid\":\"other\"}"),
            RejectionReason.DUPLICATE_MEMBER),
        Arguments.of("no token", "a.b", RejectionReason.NOT_A_JWT),
        Arguments.of("too long", "a".repeat(8_193), RejectionReason.TOO_LONG));
  }

  @Test
  void itIsNoAccessToken() {
    assertThat(world.authenticate(good().signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KIND));
  }

  @Test
  void anAudienceOfOurOwnIsAsGoodAsAnApp() {
    BackchannelLogout own =
        logouts(TestGate.rules(TokenProfile.KEYCLOAK, Set.of(), Set.of("bimgate")));

    assertThat(await(own.hear(good().claim("aud", "bimgate").signed()).toCompletableFuture()))
        .isEqualTo(new BackchannelLogout.Heard.Done());
    assertThat(causeOf(await(own.hear(good().signed()).toCompletableFuture())))
        .isEqualTo(RejectionReason.WRONG_AUDIENCE);
    own.close();
  }

  @Test
  void withoutKeysTheIssuerGetsRetryAfter() throws InterruptedException {
    world.issuer.keys = TestIssuer.status(500);
    IssuerKeys none = world.issuerKeys(TestGate.RULES, IssuerKeysOptions.defaults());
    BackchannelLogout own =
        new BackchannelLogout(
            TestGate.RULES,
            none,
            world.gate.revocations(dropped::add, new LonePeers(dropped::add)),
            world.clock);

    BackchannelLogout.Heard heard = await(own.hear(good().signed()).toCompletableFuture());

    assertThat(causeOf(heard)).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
    assertThat(((BackchannelLogout.Heard.Rejected) heard).problem().type())
        .isEqualTo(ProblemType.KEYS_UNAVAILABLE);
    own.close();
  }

  @Test
  void withAFullQueueTheIssuerGetsRetryAfter() {
    ManualExecutor executor = new ManualExecutor(1);
    BackchannelLogout own =
        new BackchannelLogout(
            TestGate.RULES,
            world.keys,
            world.gate.revocations(dropped::add, new LonePeers(dropped::add)),
            world.clock,
            executor);

    CompletionStage<BackchannelLogout.Heard> first = own.hear(good().signed());
    CompletionStage<BackchannelLogout.Heard> second = own.hear(good().claim("jti", "2").signed());
    executor.runAll();

    assertThat(await(first.toCompletableFuture())).isEqualTo(new BackchannelLogout.Heard.Done());
    assertThat(causeOf(await(second.toCompletableFuture()))).isEqualTo(RejectionReason.OVERLOADED);
  }

  @Test
  void aLogoutThatWasNotVerifiedMayBeSentAgain() {
    ManualExecutor executor = new ManualExecutor(1);
    BackchannelLogout own =
        new BackchannelLogout(
            TestGate.RULES,
            world.keys,
            world.gate.revocations(dropped::add, new LonePeers(dropped::add)),
            world.clock,
            executor);
    String token = good().claim("jti", "2").signed();
    own.hear(good().signed());
    own.hear(token);
    executor.runAll();

    CompletionStage<BackchannelLogout.Heard> again = own.hear(token);
    executor.runAll();

    assertThat(await(again.toCompletableFuture())).isEqualTo(new BackchannelLogout.Heard.Done());
  }

  @Test
  void madeUpKeysAreFetchedOnceInAnInterval() {
    int before = world.issuer.keyCalls.get();
    world.clock.advance(Duration.ofSeconds(10));

    for (int i = 0; i < 50; i++) {
      hear(good().header("kid", "unknown-" + i).signed());
    }

    assertThat(world.issuer.keyCalls.get()).isEqualTo(before + 1);
  }

  private BackchannelLogout logouts(TokenPolicy rules) {
    return new BackchannelLogout(
        rules,
        world.keys,
        world.gate.revocations(dropped::add, new LonePeers(dropped::add)),
        world.clock);
  }

  private BackchannelLogout.Heard hear(String token) {
    return await(logout.hear(token).toCompletableFuture());
  }

  private static @Nullable Enum<?> causeOf(BackchannelLogout.Heard heard) {
    return heard instanceof BackchannelLogout.Heard.Rejected rejected ? rejected.cause() : null;
  }

  /** A logout token as Keycloak makes it. */
  private static TestToken good() {
    return TestToken.by(KEY)
        .without("azp")
        .without("scope")
        .without("realm_access")
        .claim("typ", "Logout")
        .claim("aud", TestToken.APP)
        .claim("exp", NOW + 120)
        .claim("iat", NOW)
        .claim("jti", "logout-1")
        .claim("events", Map.of(EVENT, Collections.emptyMap()));
  }

  private static TestToken change(String pattern, String replacement) {
    return good().payloadText(text -> text.replaceFirst(pattern, replacement));
  }

  private static Arguments row(Object... cells) {
    Object[] row = Arrays.copyOf(cells, cells.length);
    row[1] = ((TestToken) cells[1]).signed();
    return Arguments.of(row);
  }
}
