package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.KeyFetch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A cache of the issuer's discovery document, for key fetches and for clients: Bimplus serves it,
 * and allows 60 anonymous requests an hour.
 *
 * <p>A failed fetch leaves the last valid document in use, for any length of time. A document with
 * the wrong issuer or a forbidden address removes it, until a valid one is fetched.
 */
final class DiscoveryCache {

  private final Supplier<Future<DiscoveryDocument>> fetch;
  private final IssuerKeysOptions options;
  private final LongSupplier nanoTime;

  // Guarded by this. The document in use, or the failure that removed it.
  private Future<DiscoveryDocument> current =
      Future.failedFuture(new KeyFetchException(KeyFetch.UNREACHABLE));
  // The result of the last fetch started.
  private Future<DiscoveryDocument> latest = current;
  private long currentSinceNanos;
  private boolean everFetched;
  private long lastStartNanos;

  DiscoveryCache(
      Supplier<Future<DiscoveryDocument>> fetch, IssuerKeysOptions options, LongSupplier nanoTime) {
    this.fetch = fetch;
    this.options = options;
    this.nanoTime = nanoTime;
  }

  /** The cached document while it is fresh, else the result of {@link #renewed}. */
  synchronized Future<DiscoveryDocument> get() {
    long ageNanos = nanoTime.getAsLong() - currentSinceNanos;
    boolean fresh = ageNanos < options.documentFreshFor().toNanos();
    return fresh && current.succeeded() ? current : renewed();
  }

  /** A newly fetched document, or the one in use if the fetch fails or comes too soon. */
  synchronized Future<DiscoveryDocument> renewed() {
    long now = nanoTime.getAsLong();
    if (everFetched && now - lastStartNanos < options.documentInterval().toNanos()) {
      return current;
    }
    everFetched = true;
    lastStartNanos = now;
    latest = fetch.get().transform(ended -> take(ended, now));
    return latest;
  }

  /**
   * The document in use, however old; without one, the result of the last fetch, which may be
   * running. Starts no fetch: key fetches renew the document, whatever clients request.
   */
  synchronized Future<DiscoveryDocument> published() {
    return current.succeeded() ? current : latest;
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

  /** Whether the document was read but is not acceptable; other failures keep the last one. */
  private static boolean endsTheUse(KeyFetch result) {
    return result == KeyFetch.WRONG_ISSUER || result == KeyFetch.FORBIDDEN_ADDRESS;
  }
}
