package dev.bimgate.gateway.token;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The issuer's discovery document, cached: Bimplus serves it, and allows 60 anonymous calls an
 * hour.
 *
 * <p>Fetches that fail leave the last good document in use, without end. One that names the wrong
 * issuer or a forbidden address ends its use: from then on there is none, until a good one comes.
 */
final class DiscoveryCache {

  private final Supplier<Future<DiscoveryDocument>> fetch;
  private final IssuerKeysOptions options;
  private final LongSupplier nanoTime;

  // Guarded by this. The document in use, or why there is none.
  private Future<DiscoveryDocument> current =
      Future.failedFuture(new KeyFetchException(KeyFetch.UNREACHABLE));
  private long currentSinceNanos;
  private boolean everFetched;
  private long lastStartNanos;

  DiscoveryCache(
      Supplier<Future<DiscoveryDocument>> fetch, IssuerKeysOptions options, LongSupplier nanoTime) {
    this.fetch = fetch;
    this.options = options;
    this.nanoTime = nanoTime;
  }

  /** The cached document while it is fresh, else what {@link #renewed} gives. */
  synchronized Future<DiscoveryDocument> get() {
    long ageNanos = nanoTime.getAsLong() - currentSinceNanos;
    boolean fresh = ageNanos < options.documentFreshFor().toNanos();
    return fresh && current.succeeded() ? current : renewed();
  }

  /** The document fetched anew, or the one in use if that fails or is not permitted yet. */
  synchronized Future<DiscoveryDocument> renewed() {
    long now = nanoTime.getAsLong();
    if (everFetched && now - lastStartNanos < options.documentInterval().toNanos()) {
      return current;
    }
    everFetched = true;
    lastStartNanos = now;
    return fetch.get().transform(ended -> take(ended, now));
  }

  private synchronized Future<DiscoveryDocument> take(
      AsyncResult<DiscoveryDocument> ended, long startedNanos) {
    if (ended.succeeded()) {
      current = Future.succeededFuture(ended.result());
      currentSinceNanos = startedNanos;
    } else if (current.failed() || endsTheUse(KeyFetchException.resultOf(ended.cause()))) {
      current = Future.failedFuture(ended.cause());
    }
    return current;
  }

  /** A document that was read and must not be used; other failures say nothing of the last one. */
  private static boolean endsTheUse(KeyFetch result) {
    return result == KeyFetch.WRONG_ISSUER || result == KeyFetch.FORBIDDEN_ADDRESS;
  }
}
