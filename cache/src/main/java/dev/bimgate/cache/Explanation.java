package dev.bimgate.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a list is answered from memory, or not.
 *
 * @param key under which the answer to a plain request is kept, or would be
 * @param details of the stored response; null if none is stored
 * @param lastEvent what last happened, if none is stored; null if nothing is remembered
 * @param next what a lookup without wishes would come to now
 * @param isShared whether apps of one user share their lists
 * @param others the same question as it is kept for other callers of the same user, or for other
 *     requests of this one
 */
public record Explanation(
    ListKey key,
    @Nullable EntryDetails details,
    @Nullable LastEvent lastEvent,
    Next next,
    boolean isShared,
    List<Other> others) {

  /** What a lookup would come to. */
  public enum Next {
    /** A fresh list from memory. */
    HIT,
    /** A stale list from memory; it is revalidated behind the answer. */
    STALE,
    /** A stale list from memory; upstream has failed or refused, and is let alone for a while. */
    PAUSE,
    /** The kept list is checked with upstream before the answer. */
    REVALIDATE,
    /** The list is loaded. */
    LOAD,
    /** A load or revalidation is under way, and its answer is waited for. */
    WAIT,
    /** The last answer could not be shared: each request makes a call of its own. */
    ALONE
  }

  /**
   * A list that is kept for another caller of the same user, or for other requests of this one.
   *
   * @param caller of whom at most app and scopes differ
   * @param variant of the answers to the question; empty where they do not vary
   * @param state what may be done with it now
   */
  public record Other(Caller caller, String variant, Freshness.State state) {}
}
