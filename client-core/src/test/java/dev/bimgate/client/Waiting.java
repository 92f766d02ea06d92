package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an expected event; a minute is for a test that hangs, not for one that is slow. */
final class Waiting {

  private Waiting() {}

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      throw new CompletionException(failed.getCause());
    } catch (InterruptedException | TimeoutException hung) {
      throw new AssertionError("nothing came", hung);
    }
  }

  static Throwable awaitFailure(Future<?> future) {
    return await(
        future
            .map(result -> (Throwable) new AssertionError("came: " + result))
            .otherwise(failure -> failure));
  }

  static void assertFails(Future<?> future, UpstreamFailure failure) {
    assertThat(awaitFailure(future))
        .isInstanceOfSatisfying(
            UpstreamException.class,
            exception -> assertThat(exception.failure()).isEqualTo(failure));
  }
}
