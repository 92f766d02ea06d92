package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.SharedBudget;
import dev.bimgate.sandbox.ValkeyServer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets of users, shared by two gateways through a real Valkey. */
@Tag("real-parts")
class ValkeyBudgetsIT {

  private static final User ANNA = new User("https://login.example/realms/allplan", "anna");
  private static final SharedBudget LEARNT =
      new SharedBudget(5_000, 40, 1_800_000_000_000L, 1_800_000_600_000L);

  @Test
  void whatOneHasLearntAnotherFinds(@TempDir Path folder) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (ValkeyServer valkey = ValkeyServer.start(folder)) {
      ConnectedGateway one = new ConnectedGateway(vertx, valkey.port()).start();
      ConnectedGateway other = new ConnectedGateway(vertx, valkey.port()).start();
      one.awaitTogether(2);
      other.awaitTogether(2);
      List<SharedBudget> found = new CopyOnWriteArrayList<>();

      one.peers.budgets().publish(ANNA, LEARNT);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                other.peers.budgets().find(ANNA, found::add);
                return !found.isEmpty();
              });

      assertThat(found).containsOnly(LEARNT);
      String key = valkey.run("KEYS", "*:q:*").lines().skip(2).findFirst().orElseThrow();
      assertThat(Long.parseLong(valkey.run("PTTL", key).strip().substring(1)))
          .isBetween(500_000L, 600_000L);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
