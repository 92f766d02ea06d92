package dev.bimgate.gateway.token.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Receipt;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deny lists of two gateways. */
class SharedDenyListTest extends LonePeers {

  private static final User ANNA = new User("https://login.example", "anna");
  private static final DenyRule RULE = new DenyRule.OfUser(ANNA);

  private Instant now = Instant.parse("2026-11-29T01:00:00Z");
  private final List<PeerRule> stored = new ArrayList<>();
  private int published;
  private Receipt lastReceipt = Receipt.NOT_UNDERSTOOD;
  private final List<Invalidation> invalidatedElsewhere = new ArrayList<>();
  private final DenyList here = new DenyList(() -> now);
  private final DenyList elsewhere = new DenyList(() -> now);
  private final VerifiedTokenCache tokens = new VerifiedTokenCache(10_000, () -> now);
  private final SharedDenyList sharedHere = new SharedDenyList(here, tokens, nothing -> {}, this);
  private final SharedDenyList sharedElsewhere =
      new SharedDenyList(elsewhere, tokens, invalidatedElsewhere::add, this);

  SharedDenyListTest() {
    super(invalidation -> {});
  }

  @Test
  void whatOneGatewayDeniesAllDeny() {
    denyHere();

    assertThat(elsewhere.entry(RULE, true)).isEqualTo(here.entry(RULE, true)).isPresent();
  }

  @Test
  void aDenialLastsAsLongAsTheTokensThatAnyGatewayHasSeen() {
    Duration life = Duration.ofDays(30);
    elsewhere.noteLife(
        new AuthenticationResult.Authenticated(
            new Caller(ANNA, "viewer", Set.of()), now.plus(life), "session", null));

    denyHere();

    long end = here.entry(RULE, true).orElseThrow().untilMillis();
    assertThat(end).isGreaterThanOrEqualTo(now.plus(life).toEpochMilli());
    assertThat(elsewhere.entry(RULE, true)).isEqualTo(here.entry(RULE, true));
    assertThat(DenyEntry.of(stored.get(stored.size() - 1).value()))
        .isEqualTo(here.entry(RULE, true));
    assertThat(published).isEqualTo(2);
  }

  @Test
  void aDenialHoldsAlthoughItsMessageSeemsItsOwn() {
    here.deny(RULE, now.toEpochMilli());
    DenyEntry entry = here.entry(RULE, true).orElseThrow();

    sharedElsewhere.receive(new DenyMessage(entry, List.of()).toBytes(), true);

    assertThat(elsewhere.entry(RULE, true)).contains(entry);
  }

  @Test
  void aDenialThatIsReadAgainLastsNoLonger() {
    denyHere();
    Optional<DenyEntry> first = elsewhere.entry(RULE, true);
    now = now.plusSeconds(60);

    sharedElsewhere.load(stored);

    assertThat(elsewhere.entry(RULE, true)).isEqualTo(first);
  }

  @Test
  void theListsOfWhomOneGatewayDeniesAreGoneAtAll() {
    denyHere();

    assertThat(invalidatedElsewhere)
        .containsExactly(new Invalidation(Scope.user(ANNA), Reason.PEER));
  }

  @Test
  void whereThereIsNoRoomADenialHasNoReplyAndItsListsAreGone() {
    for (int i = 0; i < DenyList.MAX_BY_OPERATORS; i++) {
      elsewhere.deny(new DenyRule.OfToken("token" + i), now.toEpochMilli());
    }

    denyHere();

    assertThat(lastReceipt).isEqualTo(Receipt.NOT_DONE);
    assertThat(invalidatedElsewhere)
        .containsExactly(new Invalidation(Scope.user(ANNA), Reason.PEER));
  }

  @Test
  void theListsOfADeniedSessionAreGoneWhereverItsTokensWereVerified() {
    Caller caller = new Caller(ANNA, "viewer", Set.of());
    tokens.remember(new TokenDigest(1, 2, 3, 4), tokenOf(caller, "session"));

    here.deny(new DenyRule.OfSession("session"), now.toEpochMilli());
    DenyEntry entry = here.entry(new DenyRule.OfSession("session"), true).orElseThrow();
    var unused = sharedHere.publish(entry, List.of());

    assertThat(invalidatedElsewhere)
        .containsExactly(new Invalidation(Scope.caller(caller), Reason.PEER));
  }

  @Test
  void aTokenFromAClockThatIsAheadIsDeniedElsewhereHoweverLateTheMessage() {
    Caller caller = new Caller(ANNA, "viewer", Set.of());
    Instant ahead = now.plusSeconds(30);
    var token =
        new AuthenticationResult.Authenticated(
            caller, now.plus(Duration.ofHours(1)), "session", null, ahead);
    var relogin =
        new AuthenticationResult.Authenticated(
            caller, now.plus(Duration.ofHours(1)), "session", null, now.plusSeconds(61));
    tokens.remember(new TokenDigest(1, 2, 3, 4), verified(token));
    tokens.remember(new TokenDigest(5, 6, 7, 8), verified(relogin));
    DenyEntry entry =
        new DenyEntry(true, RULE, now.toEpochMilli(), now.plusSeconds(86_400).toEpochMilli());
    now = now.plusSeconds(300);

    sharedElsewhere.receive(new DenyMessage(entry, List.of()).toBytes(), false);

    assertThat(elsewhere.causeFor(token)).isNotNull();
    assertThat(elsewhere.causeFor(relogin)).isNull();
  }

  private VerifiedToken verified(AuthenticationResult.Authenticated authenticated) {
    return new VerifiedToken(
        authenticated,
        new IssuerKey(ANNA.issuer(), "key", Set.of("RS256"), TestKey.rsa("key").publicKey()),
        0,
        authenticated.expiresAt().toEpochMilli());
  }

  private VerifiedToken tokenOf(Caller caller, String session) {
    Instant until = now.plus(Duration.ofMinutes(5));
    return new VerifiedToken(
        new AuthenticationResult.Authenticated(caller, until, session, null),
        new IssuerKey(ANNA.issuer(), "key", Set.of("RS256"), TestKey.rsa("key").publicKey()),
        0,
        until.toEpochMilli());
  }

  @Test
  void anOperatorsDenialIsStoredAgainAlthoughALogoutOfTheSameUserIsThere() {
    denyHere();
    DenyEntry operators = here.entry(RULE, true).orElseThrow();
    DenyEntry logout = new DenyEntry(false, RULE, 0, operators.untilMillis() + 1);

    PeerTopic.Amendment amendment =
        sharedHere.load(List.of(new PeerRule("x:l", logout.key(), logout.toBytes())));

    assertThat(amendment.missing())
        .extracting(PeerRule::value)
        .containsExactly(operators.toBytes());
  }

  @Test
  void aGatewayThatJoinsAppliesWhatIsStored() {
    denyHere();
    DenyList started = new DenyList(() -> now);

    new SharedDenyList(started, tokens, nothing -> {}, this).load(stored);

    assertThat(started.entry(RULE, true)).isEqualTo(here.entry(RULE, true));
  }

  @Test
  void whatValkeyLacksIsStoredAgain() {
    denyHere();

    PeerTopic.Amendment amendment = sharedHere.load(List.of());

    assertThat(amendment.missing()).hasSize(1);
    assertThat(amendment.missing().get(0).value()).isEqualTo(stored.get(0).value());
  }

  @Test
  void whatValkeyHasIsNotStoredAgain() {
    denyHere();

    PeerTopic.Amendment amendment = sharedElsewhere.load(stored);

    assertThat(amendment.missing()).isEmpty();
    assertThat(amendment.expired()).isEmpty();
  }

  @Test
  void whatHasExpiredIsRemovedAndNotApplied() {
    denyHere();
    now = now.plus(Duration.ofDays(3));
    DenyList started = new DenyList(() -> now);

    PeerTopic.Amendment amendment =
        new SharedDenyList(started, tokens, nothing -> {}, this).load(stored);

    assertThat(amendment.expired()).hasSize(1);
    assertThat(started.entry(RULE, true)).isEmpty();
  }

  @Test
  void whatHasExpiredStaysForADayAsClocksDiffer() {
    denyHere();
    now = now.plus(Duration.ofHours(47));

    assertThat(sharedElsewhere.load(stored).expired()).isEmpty();
  }

  @Test
  void ofMoreLogoutsThanThereIsRoomForThoseThatEndLastAreAppliedAndStayStored() {
    List<PeerRule> logouts =
        IntStream.rangeClosed(0, DenyList.MAX_LOGOUTS)
            .mapToObj(i -> logout("session" + i, Duration.ofDays(9).minusSeconds(i)))
            .toList();
    DenyEntry first = DenyEntry.of(logouts.get(DenyList.MAX_LOGOUTS).value()).orElseThrow();

    PeerTopic.Amendment amendment = sharedHere.load(logouts);

    assertThat(here.size()).isEqualTo(DenyList.MAX_LOGOUTS);
    assertThat(here.entry(first.rule(), false)).isEmpty();
    assertThat(amendment.expired()).extracting(PeerRule::value).containsExactly(first.toBytes());
    assertThat(amendment.missing()).isEmpty();
  }

  private PeerRule logout(String session, Duration left) {
    long until = now.plus(left).toEpochMilli();
    DenyEntry entry =
        new DenyEntry(false, new DenyRule.OfSession(session), now.toEpochMilli(), until);
    return new PeerRule("x:l", entry.key(), entry.toBytes());
  }

  @Test
  void whatALaterVersionHasStoredIsLeft() {
    denyHere();
    PeerRule later = new PeerRule("x:o", stored.get(0).key(), new byte[] {1, 2, 3});

    PeerTopic.Amendment amendment = sharedHere.load(List.of(later));

    assertThat(amendment.missing()).isEmpty();
    assertThat(amendment.expired()).isEmpty();
  }

  @Test
  void aMessageOfAnotherFormIsNotUnderstood() {
    assertThat(sharedElsewhere.receive(new byte[] {0, 0, 0, 9, 1}, false))
        .isEqualTo(Receipt.NOT_UNDERSTOOD);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachRuleHasAForm(DenyRule rule) {
    DenyEntry entry = new DenyEntry(false, rule, 1, 2);

    assertThat(DenyEntry.of(entry.toBytes())).contains(entry);
  }

  static Stream<DenyRule> rules() {
    return Stream.of(
        new DenyRule.OfToken("t"),
        new DenyRule.OfSession("s"),
        new DenyRule.OfSubject("\u00fc"),
        RULE,
        new DenyRule.OfUnnamedSessions(ANNA));
  }

  private void denyHere() {
    here.deny(RULE, now.toEpochMilli());
    DenyEntry entry = here.entry(RULE, true).orElseThrow();
    var unused =
        sharedHere.publish(entry, List.of(new Invalidation(Scope.user(ANNA), Reason.OPERATOR)));
  }

  @Override
  public Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> rules) {
    stored.addAll(rules);
    published++;
    var unused = sharedHere.receive(body, false);
    lastReceipt = sharedElsewhere.receive(body, false);
    return Future.succeededFuture(PeerReplies.NONE);
  }
}
