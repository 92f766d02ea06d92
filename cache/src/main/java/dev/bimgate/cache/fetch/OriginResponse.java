package dev.bimgate.cache.fetch;

import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The result of an {@link Origin}.
 *
 * @param <S> a response that only its starter can have
 */
public sealed interface OriginResponse<S> {

  /**
   * A response read completely, of any status.
   *
   * @param response with {@link ListResponse#cacheability()} saying whether to store it
   */
  record Complete<S>(ListResponse response) implements OriginResponse<S> {}

  /**
   * A list that another gateway has loaded, and that no invalidation covers since: stored like the
   * response of this origin. To lookups that say since when the load must have begun ({@link
   * LookupOptions#loadedSinceNanos}) it counts as too early; an origin that is asked by such a
   * lookup does not return it.
   *
   * @param response as that gateway stored it
   * @param age how long ago it arrived there, not negative
   * @param awaited whether the load of that gateway was in flight, and was waited for
   */
  record Shared<S>(ListResponse response, Duration age, boolean awaited)
      implements OriginResponse<S> {}

  /**
   * The 304 to the conditional request, about the list whose validators it carried.
   *
   * @param headers the 304's headers, cleaned like those of a stored response
   * @param arrivedAt when it had arrived
   * @param receivedAge its age on arrival
   * @param cacheability what holds for the freshened list from now on
   */
  record NotModified<S>(
      List<Header> headers, Instant arrivedAt, Duration receivedAge, Cacheability cacheability)
      implements OriginResponse<S> {}

  /**
   * A 304 that does not concern the stored list: the request was not conditional, or it names
   * another list (RFC 9111, section 4.3.4).
   *
   * @param reload loads the list completely, without validators and within the remaining time of
   *     this load; called once at most, and not for a 304 that it has led to itself
   */
  record MismatchedNotModified<S>(Supplier<CompletionStage<OriginResponse<S>>> reload)
      implements OriginResponse<S> {}

  /**
   * A rejection of the list (401, 403, 404, 410) in a response that cannot be served. It removes
   * the list like any other, and the lookups that wait get the failure.
   *
   * @param failure why the response cannot be served
   */
  record UnreadableRefusal<S>(int status, Throwable failure) implements OriginResponse<S> {}

  /**
   * No request was sent: the origin rejected it itself. The list is served stale as after any
   * failure, and tried again soon; upstream was not contacted.
   *
   * @param failure what the lookups that wait get where nothing may be served stale
   */
  record NotSent<S>(Throwable failure) implements OriginResponse<S> {}

  /**
   * A response that cannot be shared: too long, or not cacheable.
   *
   * @param status of the response: only success replaces the list
   * @param stream for the starter of the load, and nobody else
   * @param abandon releases the stream; called when the starter has left, or when there was none
   *     because the load ran in the background
   * @param rules that forbid storing it; empty if it is too long or cannot be read
   */
  record Streamed<S>(int status, S stream, Runnable abandon, List<Rule> rules)
      implements OriginResponse<S> {}
}
