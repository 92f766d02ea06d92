package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.PeerBench.ANNAS;
import static dev.bimgate.gateway.peers.PeerBench.BENS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.ValkeyServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three gateways and a real Valkey, with a relay in between for each of them. */
@Tag("real-parts")
@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("NullAway.Init")
class ValkeyPeersIT {

  @TempDir Path folder;

  private Vertx vertx;
  private ValkeyServer valkey;
  private List<ConnectedGateway> all;
  private final AtomicInteger loads = new AtomicInteger();

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    valkey = ValkeyServer.start(folder);
    all =
        Stream.generate(() -> new ConnectedGateway(vertx, valkey.port()))
            .limit(3)
            .map(ConnectedGateway::start)
            .toList();
    awaitTogether();
  }

  @AfterEach
  void stop() throws InterruptedException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    all.forEach(gateway -> gateway.relay.close());
    valkey.close();
  }

  private void awaitTogether() {
    all.forEach(gateway -> gateway.awaitTogether(3));
  }

  @Test
  void aWriteThroughOneInvalidatesAtAllBeforeItsResponseLeaves() throws Exception {
    for (int round = 0; round < 200; round++) {
      all.forEach(gateway -> gateway.load(ANNAS));

      all.get(round % 3).write();

      assertThat(all).noneMatch(gateway -> gateway.has(ANNAS));
    }
  }

  @Test
  void listsOfOtherTeamsStay() throws Exception {
    all.forEach(gateway -> gateway.load(PeerBench.key("anna", "another-team")));

    all.get(0).write();

    assertThat(all).allMatch(gateway -> gateway.has(PeerBench.key("anna", "another-team")));
  }

  @Test
  void anotherGatewayThatHearsNothingIsIsolatedBeforeTheResponseLeaves() throws Exception {
    all.get(1).load(ANNAS);
    all.get(1).relay.hold();

    all.get(0).write();

    assertThat(all.get(1).peers.isTogether()).isFalse();
    assertThat(all.get(1).peers.loadedSince()).isNotNull();
  }

  @Test
  void aGatewayThatWasIsolatedReturnsWithoutTheListsFromBefore() throws Exception {
    all.get(1).load(ANNAS);
    all.get(1).relay.hold();
    all.get(0).write();

    all.get(1).relay.cut();
    all.get(1).relay.release();
    awaitTogether();

    assertThat(all.get(1).has(ANNAS)).isFalse();
  }

  @Test
  void aWriteThroughAnIsolatedGatewayReachesTheOthersOnItsReturn() throws Exception {
    all.get(0).relay.hold();
    all.get(0).awaitIsolated();
    all.get(1).load(ANNAS);

    all.get(0).write();
    boolean isServedMeanwhile = all.get(1).has(ANNAS);
    all.get(0).relay.release();
    awaitTogether();

    assertThat(isServedMeanwhile).isTrue();
    assertThat(all.get(0).outcomes).contains(PublicationOutcome.ISOLATED);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !all.get(1).has(ANNAS));
  }

  @Test
  void withoutValkeyWritesGoOnAndGatewaysReturnWithIt() throws Exception {
    valkey.kill();
    all.forEach(ConnectedGateway::awaitIsolated);

    all.get(0).write();
    valkey.restart();
    awaitTogether();
    all.get(2).load(BENS);
    all.get(1).write();

    assertThat(all.get(2).has(BENS)).isFalse();
  }

  @Test
  void gatewaysReturnToAPausedValkey() throws Exception {
    valkey.pause();
    all.forEach(ConnectedGateway::awaitIsolated);
    valkey.resume();
    awaitTogether();
    all.get(2).load(ANNAS);

    all.get(0).write();

    assertThat(all.get(2).has(ANNAS)).isFalse();
  }

  @Test
  void aFlushedValkeyIsNoticedByAll() throws Exception {
    valkey.run("FLUSHALL");
    awaitEnds(SessionEnd.REGISTRY_LOST);
    awaitTogether();
    all.get(1).load(ANNAS);

    all.get(0).write();

    assertThat(all.get(1).has(ANNAS)).isFalse();
  }

  @Test
  void gatewaysLeaveADemotedValkeyAndReturnOnceItIsPromoted() throws Exception {
    valkey.run("REPLICAOF", "127.0.0.1", "1");
    awaitEnds(SessionEnd.DEMOTED);
    valkey.run("REPLICAOF", "NO", "ONE");
    awaitTogether();
    all.get(1).load(ANNAS);

    all.get(0).write();

    assertThat(all.get(1).has(ANNAS)).isFalse();
  }

  private void awaitEnds(SessionEnd cause) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> all.stream().allMatch(gateway -> gateway.ends.contains(cause)));
  }

  @Test
  void aGatewayThatLeavesIsNotWaitedFor() throws Exception {
    all.get(0).writeUntilAcknowledged();
    all.get(2).peers.leave().toCompletionStage().toCompletableFuture().join();
    all.get(0).awaitTogether(2);
    all.get(0).outcomes.clear();

    all.get(0).write();

    assertThat(all.get(0).outcomes).containsExactly(PublicationOutcome.ACKNOWLEDGED);
  }

  @Test
  void aMessageUnderAnUnknownKeyInvalidatesEverything() throws Exception {
    ConnectedGateway stranger = new ConnectedGateway(vertx, valkey.port(), "", Seals.of(2)).start();
    stranger.awaitTogether(4);
    all.get(0).load(BENS);

    stranger.write();

    assertThat(all.get(0).has(BENS)).isFalse();
    assertThat(all.get(0).results).contains(MessageResult.NOT_UNDERSTOOD);
  }

  @Test
  void theMemoryOfValkeyNamesNobody() throws Exception {
    all.get(0).write();

    String keys = valkey.run("KEYS", "*");
    String log = keys.lines().filter(key -> key.endsWith(":d")).findFirst().orElseThrow();
    String content = valkey.run("XRANGE", log, "-", "+");

    assertThat(content).contains("1-0").doesNotContain(PeerBench.TEAM);
    assertThat(keys).contains("bimgate:{").doesNotContain(PeerBench.TEAM, "example");
  }

  @Test
  void aListIsLoadedOnceForAll() throws Exception {
    for (ConnectedGateway gateway : all) {
      gateway.loadShared(ANNAS, loads);
    }

    assertThat(loads).hasValue(1);
    assertThat(all.get(2).lists).contains(SharedListResult.HIT);
  }

  @Test
  void afterAWriteNoListFromBeforeIsShared() throws Exception {
    all.get(0).loadShared(ANNAS, loads);
    all.get(1).write();

    all.get(2).loadShared(ANNAS, loads);

    assertThat(loads).hasValue(2);
    assertThat(all.get(2).lists).contains(SharedListResult.OUTDATED);
  }

  @Test
  void aCallIsAnsweredByAll() throws Exception {
    List<Rules> rules = all.stream().map(gateway -> new Rules()).toList();
    for (int i = 0; i < 3; i++) {
      all.get(i).peers.add(rules.get(i));
    }

    PeerReplies replies = call(all.get(0), PeerBench.bytes("deny"));

    assertThat(replies.asked()).isEqualTo(3);
    assertThat(replies.answered()).isEqualTo(3);
    assertThat(rules).allMatch(one -> one.received.contains("deny"));
  }

  @Test
  void aGatewayThatHasJustJoinedIsAsked() throws Exception {
    all.forEach(gateway -> gateway.peers.add(new Rules()));
    ConnectedGateway newcomer = new ConnectedGateway(vertx, valkey.port());
    newcomer.peers.add(new Rules());
    newcomer.start().awaitTogether(4);

    PeerReplies replies = call(all.get(0), PeerBench.bytes("deny"));

    assertThat(replies.asked()).isEqualTo(4);
    assertThat(replies.answered()).isEqualTo(4);
  }

  @Test
  void whoIsIsolatedDoesNotAnswerAndDoesItOnItsReturn() throws Exception {
    List<Rules> rules = all.stream().map(gateway -> new Rules()).toList();
    for (int i = 0; i < 3; i++) {
      all.get(i).peers.add(rules.get(i));
    }
    all.get(2).relay.hold();
    all.get(2).awaitIsolated();

    PeerReplies replies = call(all.get(0), PeerBench.bytes("deny"));
    all.get(2).relay.release();
    awaitTogether();

    assertThat(replies.answered()).isEqualTo(2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rules.get(2).loaded.contains("deny"));
  }

  @Test
  void aDenialOutlivesGatewaysAndValkey(@TempDir Path persistent) throws Exception {
    try (ValkeyServer server = ValkeyServer.persistent(persistent)) {
      ConnectedGateway first = new ConnectedGateway(vertx, server.port());
      first.peers.add(new Rules());
      first.start().awaitTogether(1);
      call(first, PeerBench.bytes("deny-anna"));
      first.peers.leave().toCompletionStage().toCompletableFuture().join();
      server.restart();

      Rules ofSecond = new Rules();
      ConnectedGateway second = new ConnectedGateway(vertx, server.port());
      second.peers.add(ofSecond);
      second.start().awaitTogether(1);

      assertThat(ofSecond.loaded).containsExactly("deny-anna");
      assertThat(textOf(persistent)).contains("bimgate:").doesNotContain("deny-anna");
    }
  }

  /** All that Valkey has written there. */
  private static String textOf(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  @Test
  void aRuleThatValkeyHasLostIsStoredAgainWhileGatewaysStayTogether() throws Exception {
    Rules rules = new Rules();
    ConnectedGateway fourth = new ConnectedGateway(vertx, valkey.port());
    fourth.peers.add(rules);
    fourth.start().awaitTogether(4);
    rules.known.add("deny-anna");

    fourth.peers.amend();

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> storedRules().equals(":1"));
    assertThat(fourth.ends).isEmpty();
  }

  private String storedRules() throws IOException {
    return valkey
        .run("HLEN", ConnectedGateway.options("", 0).keys().rules(Keys.OPERATOR_RULES))
        .strip();
  }

  @Test
  void aUserWithTheRightsThatThePageNamesIsEnough() throws Exception {
    valkey.run(rightsOfThePage().split("\\s+"));
    ConnectedGateway restricted =
        new ConnectedGateway(vertx, valkey.port(), "gateway:password@", Seals.of(1)).start();
    restricted.awaitTogether(4);

    restricted.loadShared(ANNAS, loads);
    restricted.writeUntilAcknowledged();
    all.get(0).writeUntilAcknowledged();

    assertThat(restricted.lists).contains(SharedListResult.STORED);
    assertThat(restricted.ends).isEmpty();
  }

  private static String rightsOfThePage() throws IOException {
    Matcher rights =
        Pattern.compile("ACL SETUSER [^`]+").matcher(Files.readString(Path.of("../docs/peers.md")));
    assertThat(rights.find()).isTrue();
    return rights.group();
  }

  private static PeerReplies call(ConnectedGateway gateway, byte[] what) throws Exception {
    return gateway
        .peers
        .call(Message.Kind.DENY, what, List.of(new PeerRule(Keys.OPERATOR_RULES, what, what)))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  /** Denials, as texts. */
  private static final class Rules implements PeerTopic {

    final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> loaded = new CopyOnWriteArrayList<>();
    final List<String> known = new CopyOnWriteArrayList<>();

    @Override
    public Message.Kind kind() {
      return Message.Kind.DENY;
    }

    @Override
    public Receipt receive(byte[] body, boolean isOwn) {
      received.add(new String(body, StandardCharsets.UTF_8));
      return Receipt.done();
    }

    @Override
    public Set<String> hashes() {
      return Set.of(Keys.OPERATOR_RULES);
    }

    @Override
    public Amendment load(List<PeerRule> stored) {
      stored.forEach(rule -> loaded.add(new String(rule.value(), StandardCharsets.UTF_8)));
      return new Amendment(
          known.stream()
              .filter(rule -> !loaded.contains(rule))
              .map(PeerBench::bytes)
              .map(bytes -> new PeerRule(Keys.OPERATOR_RULES, bytes, bytes))
              .toList(),
          List.of());
    }
  }
}
