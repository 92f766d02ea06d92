package dev.bimgate.cache.fetch;

import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.store.StoredResponse;
import org.jspecify.annotations.Nullable;

/** The result of a fetch, for every lookup that waited for it. */
public sealed interface FetchResult {

  /** Whether to serve a stale response instead (RFC 5861, section 4). */
  boolean isFailing();

  /** 0 if upstream was not contacted, or did not respond. */
  int upstreamStatus();

  /** Why upstream was contacted. */
  Forward forward();

  /**
   * A complete response.
   *
   * @param stored the stored response; null if it is not stored
   * @param outcome for the starter
   */
  record Responded(
      ListResponse response,
      @Nullable StoredResponse stored,
      LookupOutcome outcome,
      int upstreamStatus,
      Forward forward)
      implements FetchResult {

    /** Whether this fetch has stored {@code stored}. */
    public boolean isStored() {
      return stored != null && outcome != LookupOutcome.HIT;
    }

    @Override
    public boolean isFailing() {
      return stored == null && Statuses.allowsStaleIfError(response.status());
    }
  }

  /** A failure of the origin, or a rejection that cannot be read. */
  record Failed(Throwable cause, int upstreamStatus, Forward forward) implements FetchResult {

    @Override
    public boolean isFailing() {
      return !Statuses.removesEntry(upstreamStatus);
    }
  }

  /** A response for the starter alone. */
  record Unshared(int upstreamStatus, Forward forward) implements FetchResult {

    @Override
    public boolean isFailing() {
      return Statuses.allowsStaleIfError(upstreamStatus);
    }
  }
}
