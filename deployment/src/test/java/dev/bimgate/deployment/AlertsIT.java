package dev.bimgate.deployment;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each alert fired by its cause, in front of the real container, and no other with it.
 *
 * <p>The rules are those that we ship; only their minutes are seconds. A defect of the gateway
 * cannot be caused from outside, a gateway so short of a processor that hits are slow may miss
 * scrapes as well, and an instance is missing only after an hour: {@code GatewayDefect}, {@code
 * CachedAnswersSlow} and {@code GatewayInstanceMissing} are tested in rules-test.yml alone.
 *
 * <p>Each test has parts of its own and mostly waits, so several run at a time; the class, like all
 * others, has the machine for itself.
 */
@Tag("real-parts")
class AlertsIT {

  /** What {@code BimplusSlow} takes for slow, and a little more. */
  private static final Duration SLOW = Duration.ofMillis(2_200);

  private final Path directory;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withBudgetPerHour(1_000_000));
  private final String token = "Bearer " + sandbox.tokens().forUser("user-01");
  private final String projects = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String echo = "/v2/" + sandbox.teams().get(0) + "/echo";
  private int questions;

  AlertsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInstanceThatEndsIsToldDown() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.container().stop();

      watched.assertFires(() -> {}, "GatewayInstanceDown");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInstanceThatLeavesDiscoveryIsToldAbsent() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.prometheus().forgetTarget();

      watched.assertFires(() -> {}, "GatewayAbsent");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void bimplusAwayIsToldAsItsOwnFaultAndBeforeListsRunOut() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.ask(Stream.of(projects), token);
      sandbox.bimplus().switchOff();

      watched.assertFires(
          () -> watched.ask(Stream.of(projects, projects, projects, echo, echo), token),
          "BimplusFaults",
          "BimplusCallsFailing",
          "BimplusUnavailable");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSlowBimplusIsToldSlow() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.assertFires(() -> askSlowly(watched), "BimplusSlow");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aUserWhoReadsOnWithoutCallsIsToldSpent() throws IOException {
    // A hundredth of a million is reserved for writes.
    sandbox.bimplus().budgetLeft("user-01", 10_005);
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.assertFires(() -> watched.ask(Stream.of(echo, echo), token), "BudgetsSpent");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anIssuerThatWasNeverThereIsToldAsItsFault() throws IOException {
    sandbox.issuer().switchOff();
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.assertFires(
          () -> watched.ask(Stream.of(projects, echo), token),
          "IssuerUnavailable",
          "KeyFetchesFailing");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPoolThatIsTooSmallIsToldAsTheGatewaysFault() throws IOException {
    Map<String, String> settings =
        Map.of("bimplus.pool-size", "1", "bimplus.pool-max-wait", "200ms");
    String other = "Bearer " + sandbox.tokens().forUser("user-02");
    // A response that has begun: else Bimplus would be the one to blame.
    Gate gate = sandbox.bimplus().faults().holdBodies(Requests.to(echo), 1);
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, settings)) {
      CompletableFuture<Void> holder = watched.start(Stream.of(echo), other);
      gate.awaitArrivals(1);

      watched.assertFires(
          () -> watched.ask(Stream.of(echo, echo, echo, echo, echo), token),
          "GatewayOverloaded",
          "ConnectionsScarce");
      gate.release();
      holder.join();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void queriesThatNeverRepeatAreToldAsALowHitRatio() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.assertFires(() -> watched.ask(neverAskedBefore(3), token), "CacheHitRatioLow");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tokensThatAreRefusedInNumbersAreTold() throws IOException {
    String foreign = "Bearer " + sandbox.tokens().with("user-01").wrongSignature().sign();
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      watched.assertFires(
          () -> watched.ask(Stream.of(projects, echo, projects, echo), foreign),
          "TokensRefusedSurge");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aCacheThatFillsTheHeapIsTold() throws IOException {
    Map<String, String> settings =
        Map.of("gateway.cache.max-size", "75M", "gateway.cache.max-share-per-caller", "100%");
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, settings)) {
      watched.assertFiresAmongOthers(() -> askForOtherBodies(watched), "HeapNearLimit");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aContainerThatIsTooSmallIsTold() throws IOException {
    try (WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      long pid = watched.container().pid();
      long residentBytes = ResidentMemory.of(pid).nowBytes();
      watched.container().update("--memory=" + residentBytes / 100 * 107);

      watched.assertFires(() -> {}, "MemoryNearLimit");
    }
  }

  private Stream<String> neverAskedBefore(int count) {
    return IntStream.range(0, count).mapToObj(i -> projects + "?question=" + questions++);
  }

  /** A hundred lists of which no two are equal: equal ones would be in memory once. */
  private void askForOtherBodies(WatchedContainer watched) {
    neverAskedBefore(100)
        .forEach(
            path -> {
              sandbox.bimplus().change(sandbox.teams().get(0));
              watched.ask(Stream.of(path), token);
            });
  }

  /** Ten lists for which Bimplus takes its time. */
  private void askSlowly(WatchedContainer watched) {
    Gate gate = sandbox.bimplus().faults().holdAnswers(Requests.to(projects));
    CompletableFuture<Void> responses = watched.start(neverAskedBefore(10), token);
    gate.awaitArrivals(10);
    LockSupport.parkNanos(SLOW.toNanos());
    gate.release();
    responses.join();
  }
}
