package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a {@link ListSource} came back with.
 *
 * @param <S> an answer that only its starter can have
 */
public sealed interface SourceAnswer<S> {

  /**
   * An answer read completely, of any status.
   *
   * @param answer with {@link ListAnswer#reuse()} saying whether to keep it
   */
  record Whole<S>(ListAnswer answer) implements SourceAnswer<S> {}

  /**
   * The 304 to our conditional request, about the list that it was conditional with.
   *
   * @param fields the 304's fields, cleaned like those of a kept answer
   * @param arrivedAt when it had arrived
   * @param receivedAge the age it arrived with
   * @param reuse what holds for the confirmed list from now on
   */
  record NotModified<S>(List<Field> fields, Instant arrivedAt, Duration receivedAge, Reuse reuse)
      implements SourceAnswer<S> {}

  /**
   * A 304 that says nothing about the list: nobody had asked, or it is about another list than that
   * asked about (RFC 9111, section 4.3.4).
   *
   * @param anew loads the list whole, without validators and within what is left of the time of
   *     this load; called once at most, and not for a 304 that it has led to itself
   */
  record UnrelatedNotModified<S>(Supplier<CompletionStage<SourceAnswer<S>>> anew)
      implements SourceAnswer<S> {}

  /**
   * A refusal of the list to its caller (401, 403, 404, 410) in an answer that nobody can be told.
   * It ends the list like any other, and who waits gets the failure.
   *
   * @param failure why its answer cannot be told
   */
  record UntoldRefusal<S>(int status, Throwable failure) implements SourceAnswer<S> {}

  /**
   * An answer that cannot be shared: too long, or not to be kept by its nature.
   *
   * @param status of the answer: only success takes the place of the list
   * @param stream for the starter of the load, and nobody else
   * @param abandon lets go of the stream; called when the starter has left, or when there was none
   *     because the load ran in the background
   * @param rules of reuse that forbid to keep it; empty if it is too long or cannot be read
   */
  record Passage<S>(int status, S stream, Runnable abandon, List<Rule> rules)
      implements SourceAnswer<S> {}
}
