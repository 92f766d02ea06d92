package dev.bimgate.cache;

/**
 * What a lookup came to.
 *
 * @param <S> an answer that only the starter of a load can have
 */
public sealed interface Lookup<S> {

  /**
   * A whole answer, kept or not, of any status.
   *
   * @param answer what to tell
   * @param outcome how it was obtained
   * @param stored whether the load or revalidation behind this lookup is now kept; false for an
   *     answer from memory
   * @param collapsed whether it waited for the call of another lookup
   * @param upstreamStatus the status of the upstream answer this lookup waited for, 304 for a
   *     confirmed list; 0 if it waited for none or none came
   * @param ageSeconds the {@code Age} to tell (RFC 9111, section 4.2.3)
   * @param ttlSeconds how long the list is still fresh, negative when stale; 0 if it is not kept
   * @param forward why upstream was asked; {@link Forward#NONE} where it was not
   */
  record Found<S>(
      ListAnswer answer,
      LookupOutcome outcome,
      boolean stored,
      boolean collapsed,
      int upstreamStatus,
      long ageSeconds,
      long ttlSeconds,
      Forward forward)
      implements Lookup<S> {}

  /**
   * An answer for this asker alone, who started the load: {@link LookupOutcome#MISS}.
   *
   * @param stream as the source gave it
   * @param forward why upstream was asked
   */
  record Passage<S>(S stream, Forward forward) implements Lookup<S> {}

  /**
   * The answer cannot be shared: this asker makes a call of its own, past the cache. {@link
   * LookupOutcome#BYPASS}.
   */
  record Alone<S>() implements Lookup<S> {}

  /** Memory alone cannot answer, and the asker wanted nothing else: {@link LookupOutcome#MISS}. */
  record Unavailable<S>() implements Lookup<S> {}
}
