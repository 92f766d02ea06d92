package dev.bimgate.cache.model;

/**
 * The result of a lookup.
 *
 * @param <S> a response that only the starter of a load can have
 */
public sealed interface LookupResult<S> {

  /**
   * A complete response, stored or not, of any status.
   *
   * @param response the response
   * @param outcome how it was obtained
   * @param stored whether the load or revalidation behind this lookup is now stored; false for a
   *     response from memory
   * @param collapsed whether it waited for the call of another lookup
   * @param upstreamStatus the status of the upstream response this lookup waited for, 304 for a
   *     validated list; 0 if it waited for none or none came
   * @param ageSeconds the {@code Age} (RFC 9111, section 4.2.3)
   * @param ttlSeconds how long the list is still fresh, negative when stale; 0 if it is not stored
   * @param forward why upstream was contacted; {@link Forward#NONE} where it was not
   */
  record Found<S>(
      ListResponse response,
      LookupOutcome outcome,
      boolean stored,
      boolean collapsed,
      int upstreamStatus,
      long ageSeconds,
      long ttlSeconds,
      Forward forward)
      implements LookupResult<S> {}

  /**
   * A response for this caller alone, which started the load: {@link LookupOutcome#MISS}.
   *
   * @param stream as the origin returned it
   * @param forward why upstream was contacted
   */
  record Streamed<S>(S stream, Forward forward) implements LookupResult<S> {}

  /**
   * The response cannot be shared: this caller makes a call of its own, past the cache. {@link
   * LookupOutcome#BYPASS}.
   */
  record Pass<S>() implements LookupResult<S> {}

  /** Nothing stored, and no upstream request allowed: {@link LookupOutcome#MISS}. */
  record Unavailable<S>() implements LookupResult<S> {}
}
