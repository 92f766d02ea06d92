package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ListSource} came back with.
 *
 * @param <S> an answer that only its starter can have
 */
public sealed interface SourceAnswer<S> {

  /**
   * An answer read completely, of any status.
   *
   * @param keep false: tell it to those who wait and forget it (errors, {@code no-store})
   */
  record Whole<S>(ListAnswer answer, boolean keep) implements SourceAnswer<S> {}

  /**
   * The 304 to our conditional request.
   *
   * @param fields the 304's fields, cleaned like those of a kept answer
   * @param arrivedAt when it had arrived
   * @param receivedAge the age it arrived with
   * @param windows windows of the list's own from now on; null: the configured ones
   */
  record NotModified<S>(
      List<Field> fields, Instant arrivedAt, Duration receivedAge, @Nullable Windows windows)
      implements SourceAnswer<S> {}

  /**
   * An answer that cannot be shared: too long, or not to be kept by its nature.
   *
   * @param stream for the starter of the load, and nobody else
   * @param abandon lets go of the stream; called when the starter has left, or when there was none
   *     because the load ran in the background
   */
  record Passage<S>(S stream, Runnable abandon) implements SourceAnswer<S> {}
}
