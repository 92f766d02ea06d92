package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.peers.Relay.Direction;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.ValkeyServer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three gateways and a Valkey that persists: what is denied at one is denied at all once the call
 * has returned, and whatever is restarted.
 */
@Tag("real-parts")
@Tag("concurrent")
class PeersDenialsIT {

  private static Group group;
  private static Sandbox sandbox;
  private static int users;

  @BeforeAll
  static void start(@TempDir Path directory) {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("gateway.peers.lease", "1s");
    group = Group.ofPeers(ValkeyServer.persistent(directory), directory, settings);
    sandbox = group.sandbox();
  }

  @AfterAll
  static void stop() {
    group.close();
  }

  /** A way to deny tokens. */
  private enum Way {
    TOKEN,
    SESSION,
    SUBJECT,
    USER,
    LOGOUT
  }

  /** A user that no other test has, with a token of each kind. */
  private static final class Person {
    final String name = sandbox.users().get(users++);
    final String subject = sandbox.tokens().subjectOf(name);
    final String tokenId = UUID.randomUUID().toString();
    final String session = UUID.randomUUID().toString();
    final String bearer =
        "Bearer " + sandbox.tokens().with(name).claim("jti", tokenId).claim("sid", session).sign();
    final String legacy = "BimPlus " + sandbox.tokens().legacyFor(name);
    final String list = "/v2/" + sandbox.teamsOf(name).get(0) + "/projects";

    /** What each gateway says to the tokens that a denial of that way is about. */
    List<Integer> statuses(Way way) {
      return group.processes().stream()
          .flatMap(gateway -> way == Way.USER ? both(gateway) : Stream.of(status(gateway)))
          .toList();
    }

    private Stream<Integer> both(MemberProcess gateway) {
      return Stream.of(status(gateway), Http.get(gateway.gateway().url(list), legacy).statusCode());
    }

    int status(MemberProcess gateway) {
      return Http.get(gateway.gateway().url(list), bearer).statusCode();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void onceTheCallHasReturnedAllRejectTheTokens(Way way) {
    Person person = new Person();
    List<Integer> before = person.statuses(way);

    deny(gateway(way.ordinal() % 3), way, person);

    assertThat(before).containsOnly(200);
    assertThat(person.statuses(way)).containsOnly(401);
  }

  @Test
  void deniedTokensAreRejectedAfterGatewaysAndValkeyWereRestarted() {
    Map<Way, Person> denied = new EnumMap<>(Way.class);
    Stream.of(Way.values()).forEach(way -> denied.put(way, new Person()));
    denied.forEach((way, person) -> deny(gateway(way.ordinal() % 3), way, person));
    Person other = new Person();

    for (Member member : group.members()) {
      member.terminateAndRestart();
      assertRejected(denied, other, member.name() + " was restarted");
    }
    group.valkey().restart();
    assertRejected(denied, other, "Valkey was restarted");
    group.members().forEach(Member::terminate);
    group.valkey().restart();
    group.members().parallelStream().forEach(Member::start);
    assertRejected(denied, other, "all were restarted at once");
  }

  private static void assertRejected(Map<Way, Person> denied, Person other, String after) {
    group.awaitTogether();
    denied.forEach(
        (way, person) ->
            assertThat(person.statuses(way)).as("%s after %s", way, after).containsOnly(401));
    assertThat(other.statuses(Way.USER)).as("another user after %s", after).containsOnly(200);
  }

  @Test
  void theResponseSaysThatAllHaveAnswered() {
    assertThat(deny(gateway(0), Way.USER, new Person())).isEqualTo("{\"asked\":3,\"answered\":3}");
  }

  @Test
  void anIsolatedGatewayRejectsThemOnItsReturn() {
    Person denied = new Person();
    Person loggedOut = new Person();
    isolateTheThird();

    String reached = deny(gateway(0), Way.USER, denied);
    deny(gateway(0), Way.LOGOUT, loggedOut);
    List<Integer> meanwhile = loggedOut.statuses(Way.LOGOUT);
    letTheThirdReturn();

    assertThat(reached).isEqualTo("{\"asked\":3,\"answered\":2}");
    assertThat(meanwhile).containsExactly(401, 401, 200);
    assertThat(denied.statuses(Way.USER)).containsOnly(401);
    assertThat(loggedOut.statuses(Way.LOGOUT)).containsOnly(401);
  }

  @Test
  void whatAnIsolatedGatewayDeniesTheOthersRejectOnItsReturn() {
    Person denied = new Person();
    Person loggedOut = new Person();
    isolateTheThird();

    String reached = deny(gateway(2), Way.USER, denied);
    deny(gateway(2), Way.LOGOUT, loggedOut);
    List<Integer> meanwhile = loggedOut.statuses(Way.LOGOUT);
    letTheThirdReturn();

    assertThat(reached).isEqualTo("{\"asked\":3,\"answered\":1}");
    assertThat(meanwhile).containsExactly(200, 200, 401);
    awaitRejected(denied, Way.USER);
    awaitRejected(loggedOut, Way.LOGOUT);
  }

  private static void awaitRejected(Person person, Way way) {
    Waiting.until(() -> person.statuses(way).stream().allMatch(status -> status == 401));
  }

  private static MemberProcess gateway(int number) {
    return group.members().get(number).process().orElseThrow();
  }

  private static void isolateTheThird() {
    Relay relay = group.members().get(2).relay();
    Stream.of(Direction.values()).forEach(way -> relay.impairAll(way, Impairment.HELD));
    Waiting.until(() -> gateway(2).peers() == 0);
  }

  private static void letTheThirdReturn() {
    group.members().get(2).relay().clear();
    group.awaitTogether();
  }

  /** Denies; returns how many gateways were asked and have answered, as the response says. */
  private static String deny(MemberProcess at, Way way, Person person) {
    return switch (way) {
      case TOKEN -> operate(at, "jti", person.tokenId);
      case SESSION -> operate(at, "sid", person.session);
      case SUBJECT -> operate(at, "sub", person.subject);
      case USER -> operate(at, "user", person.subject);
      case LOGOUT -> logOut(at, person);
    };
  }

  private static String operate(MemberProcess at, String by, String value) {
    return Operator.post(at, "deny", "{\"%s\":\"%s\"}".formatted(by, value))
        .path("gateways")
        .toString();
  }

  private static String logOut(MemberProcess at, Person person) {
    String token = sandbox.tokens().logoutToken(person.name, person.session).sign();
    int status = sandbox.issuer().tellLogout(at.gateway().url("/oidc/backchannel-logout"), token);
    assertThat(status).isEqualTo(200);
    return "";
  }
}
