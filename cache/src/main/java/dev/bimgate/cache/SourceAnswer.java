package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The result of a {@link ListSource}.
 *
 * @param <S> a response that only its starter can have
 */
public sealed interface SourceAnswer<S> {

  /**
   * A response read completely, of any status.
   *
   * @param answer with {@link ListAnswer#reuse()} saying whether to store it
   */
  record Whole<S>(ListAnswer answer) implements SourceAnswer<S> {}

  /**
   * The 304 to the conditional request, about the list whose validators it carried.
   *
   * @param fields the 304's headers, cleaned like those of a stored response
   * @param arrivedAt when it had arrived
   * @param receivedAge its age on arrival
   * @param reuse what holds for the freshened list from now on
   */
  record NotModified<S>(List<Field> fields, Instant arrivedAt, Duration receivedAge, Reuse reuse)
      implements SourceAnswer<S> {}

  /**
   * A 304 that does not concern the stored list: the request was not conditional, or it names
   * another list (RFC 9111, section 4.3.4).
   *
   * @param anew loads the list completely, without validators and within the remaining time of this
   *     load; called once at most, and not for a 304 that it has led to itself
   */
  record UnrelatedNotModified<S>(Supplier<CompletionStage<SourceAnswer<S>>> anew)
      implements SourceAnswer<S> {}

  /**
   * A rejection of the list (401, 403, 404, 410) in a response that cannot be served. It removes
   * the list like any other, and the lookups that wait get the failure.
   *
   * @param failure why the response cannot be served
   */
  record UntoldRefusal<S>(int status, Throwable failure) implements SourceAnswer<S> {}

  /**
   * A response that cannot be shared: too long, or not cacheable.
   *
   * @param status of the response: only success replaces the list
   * @param stream for the starter of the load, and nobody else
   * @param abandon releases the stream; called when the starter has left, or when there was none
   *     because the load ran in the background
   * @param rules that forbid storing it; empty if it is too long or cannot be read
   */
  record Passage<S>(int status, S stream, Runnable abandon, List<Rule> rules)
      implements SourceAnswer<S> {}
}
