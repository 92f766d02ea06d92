package dev.bimgate.cache.fetch;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.ListResponse;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a list: one upstream call, with the credential of the caller.
 *
 * <p>The cache calls it on the thread of the lookup, at most once per load. After a 304 that does
 * not concern the stored list it requests once more, by {@link
 * OriginResponse.MismatchedNotModified#reload}. Both stages must complete within one deadline of
 * the origin: a load lasts as long as they do. Lookups complete on the thread that completes the
 * last.
 *
 * @param <S> a response that only its starter can have, opaque to the cache
 */
@FunctionalInterface
public interface Origin<S> {

  /**
   * Requests the list from upstream.
   *
   * @param known the list whose validators make the request conditional; null: load it completely
   * @return the response, or the failure to pass to the lookups that wait
   */
  CompletionStage<OriginResponse<S>> fetch(@Nullable ListResponse known);

  /**
   * Whether calls of this caller are scarce: then a list that may still be served while it is
   * revalidated is served, and revalidated when that time has ended. Asked before such a
   * revalidation only.
   */
  default boolean economizes() {
    return false;
  }

  /**
   * Whether the origin rejects most calls of this caller until one shows that upstream responds:
   * then no lookup waits for a load while its list may be served in place of a failure, and a list
   * whose load has failed is tried again soon. Asked where a lookup would wait, and after a
   * failure.
   */
  default boolean isProbing() {
    return false;
  }

  /** The headers of the request, which select among variants. */
  default Headers request() {
    return Headers.NONE;
  }
}
