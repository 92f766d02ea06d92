package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.SharedBudget;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Budgets in a Valkey that may hold anything. */
class ValkeyBudgetsTest {

  private static final User ANNA = new User("https://login.example/realms/allplan", "anna");
  private static final User BEN = new User("https://login.example/realms/allplan", "ben");
  private static final SharedBudget LEARNT = new SharedBudget(5_000, 40, 1_000_000, 1_600_000);

  private final Map<String, byte[]> stored = new HashMap<>();
  private final List<Long> lifetimes = new ArrayList<>();
  private boolean isTogether = true;
  private final ValkeyBudgets one = budgets(Seals.of(1));

  @Test
  void whatOneHasLearntAnotherFinds() {
    one.publish(ANNA, LEARNT);

    assertThat(found(budgets(Seals.of(1)), ANNA)).containsExactly(LEARNT);
    assertThat(found(budgets(Seals.of(1)), BEN)).isEmpty();
  }

  @Test
  void itIsThereUntilItsReset() {
    one.publish(ANNA, LEARNT);

    assertThat(lifetimes).containsExactly(600_000L);
  }

  @Test
  void whatIsStoredNamesNobodyAndNoNumber() {
    one.publish(ANNA, LEARNT);

    assertThat(onlyKey()).matches("bimgate:\\{p}:q:[A-Za-z0-9_-]{43}");
    assertThat(onlyKey() + new String(onlyValue(), StandardCharsets.ISO_8859_1))
        .doesNotContain("anna", "login", "5000");
  }

  @Test
  void aBudgetCopiedToAnotherUserIsNotUsed() {
    one.publish(ANNA, LEARNT);
    byte[] annas = onlyValue();
    one.publish(BEN, LEARNT);
    stored.replaceAll((key, value) -> annas);

    assertThat(found(one, BEN)).isEmpty();
  }

  @Test
  void garbageIsNotUsed() {
    one.publish(ANNA, LEARNT);
    byte[] sealed = onlyValue();

    for (int length = 0; length < sealed.length; length++) {
      byte[] truncated = Arrays.copyOf(sealed, length);
      stored.replaceAll((key, value) -> truncated);
      assertThat(found(one, ANNA)).isEmpty();
    }
  }

  @Test
  void theFormOfAnotherVersionIsNotUsed() {
    one.publish(ANNA, LEARNT);
    String key = onlyKey();
    stored.put(key, Seals.of(1).seal(key, new byte[25]));

    assertThat(found(one, ANNA)).isEmpty();
  }

  @Test
  void withoutTheKeyNothingIsFound() {
    one.publish(ANNA, LEARNT);

    assertThat(found(budgets(Seals.of(2)), ANNA)).isEmpty();
  }

  @Test
  void anIsolatedGatewaySharesNothing() {
    one.publish(ANNA, LEARNT);
    isTogether = false;

    one.publish(BEN, LEARNT);

    assertThat(stored).hasSize(1);
    assertThat(found(one, ANNA)).isEmpty();
  }

  private static List<SharedBudget> found(ValkeyBudgets budgets, User user) {
    List<SharedBudget> found = new ArrayList<>();
    budgets.find(user, found::add);
    return found;
  }

  private String onlyKey() {
    return stored.keySet().iterator().next();
  }

  private byte[] onlyValue() {
    return stored.values().iterator().next();
  }

  private ValkeyBudgets budgets(Seal seal) {
    return new ValkeyBudgets(seal, new Keys("bimgate:{p}:"), () -> isTogether, new Stored());
  }

  private final class Stored implements ValkeyBudgets.Store {

    @Override
    public Future<byte[]> get(String key) {
      byte[] value = stored.get(key);
      return value == null ? Future.failedFuture("nothing there") : Future.succeededFuture(value);
    }

    @Override
    public void set(String key, byte[] value, long millis) {
      stored.put(key, value);
      lifetimes.add(millis);
    }
  }
}
