package dev.bimgate.gateway.token;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.legacy.LegacyLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A Bimplus whose responses the test controls. */
public final class HeldLookup implements LegacyLookup.Lookup {

  /** One request, to be completed by the test. */
  public record Asked(
      String authorization,
      Duration within,
      @Nullable User owner,
      CompletableFuture<LegacyLookup> response) {}

  public final List<Asked> asked = new ArrayList<>();

  @Override
  public synchronized CompletionStage<LegacyLookup> lookUp(
      String authorization, Duration within, @Nullable User owner, Object party) {
    Asked key = new Asked(authorization, within, owner, new CompletableFuture<>());
    asked.add(key);
    return key.response();
  }

  /** Responds to the last request. */
  public void answer(LegacyLookup response) {
    asked.get(asked.size() - 1).response().complete(response);
  }
}
