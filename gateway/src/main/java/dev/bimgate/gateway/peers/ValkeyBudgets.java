package dev.bimgate.gateway.peers;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.SharedBudget;
import dev.bimgate.gateway.limits.SharedBudgets;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The budgets that gateways share through Valkey: of each user one sealed text, until its reset.
 * While this gateway is isolated, nothing is shared.
 */
final class ValkeyBudgets implements SharedBudgets {

  private static final int BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

  private final Seal seal;
  private final Keys keys;
  private final BooleanSupplier isTogether;
  private final Store store;

  ValkeyBudgets(Seal seal, Keys keys, BooleanSupplier isTogether, Store store) {
    this.seal = seal;
    this.keys = keys;
    this.isTogether = isTogether;
    this.store = store;
  }

  /** Valkey, as budgets need it. Whatever fails there is not missed. */
  interface Store {

    /** {@code GET}; fails if there is no value, and may never complete. */
    Future<byte[]> get(String key);

    /** {@code SET} with {@code PX}. */
    void set(String key, byte[] value, long millis);
  }

  @Override
  public void publish(User user, SharedBudget learnt) {
    long leftMillis = learnt.resetAtMillis() - learnt.learntAtMillis();
    if (leftMillis > 0 && isTogether.getAsBoolean()) {
      String key = keyOf(user);
      store.set(key, seal.seal(key, bytes(learnt)), leftMillis);
    }
  }

  @Override
  public void find(User user, Consumer<SharedBudget> found) {
    if (isTogether.getAsBoolean()) {
      String key = keyOf(user);
      store
          .get(key)
          .onSuccess(
              stored -> seal.open(key, stored).flatMap(ValkeyBudgets::read).ifPresent(found));
    }
  }

  private String keyOf(User user) {
    return keys.budget(
        seal.name(
            "budget",
            user.issuer().getBytes(StandardCharsets.UTF_8),
            user.subject().getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(SharedBudget budget) {
    return ByteBuffer.allocate(BYTES)
        .putInt(budget.limit())
        .putInt(budget.remaining())
        .putLong(budget.learntAtMillis())
        .putLong(budget.resetAtMillis())
        .array();
  }

  /** Empty for the form of another version. */
  private static Optional<SharedBudget> read(byte[] text) {
    if (text.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(text);
    return Optional.of(new SharedBudget(in.getInt(), in.getInt(), in.getLong(), in.getLong()));
  }
}
