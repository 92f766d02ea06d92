package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a list comes from: one call upstream, with the credential of the caller who asked.
 *
 * <p>The cache calls it on the thread of the lookup, at most once per flight. After a 304 that says
 * nothing about the list it asks once more, by {@link SourceAnswer.UnrelatedNotModified#anew}. Both
 * stages must complete within one deadline of the source's own: a flight lasts as long as they do.
 * Lookups are completed on the thread that completes the last.
 *
 * @param <S> an answer that only its starter can have, opaque to the cache
 */
@FunctionalInterface
public interface ListSource<S> {

  /**
   * Asks upstream for the list.
   *
   * @param known the list whose validators make the request conditional; null: load it whole
   * @return the answer, or the failure as it shall reach those who wait
   */
  CompletionStage<SourceAnswer<S>> fetch(@Nullable ListAnswer known);

  /** The fields of the asker's request: among answers that vary, they choose. */
  default FieldLines request() {
    return FieldLines.NONE;
  }
}
