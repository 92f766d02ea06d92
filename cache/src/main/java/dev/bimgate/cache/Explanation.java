package dev.bimgate.cache;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.store.LastEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a list is served from memory, or not.
 *
 * @param key under which the response to a plain request is stored, or would be
 * @param details of the stored response; null if none is stored
 * @param event what last happened, if none is stored; null if unknown
 * @param next what a lookup without request directives would do now
 * @param isShared whether apps of one user share their lists
 * @param others the same list as stored for other callers of the same user, or for other requests
 *     of this one
 */
public record Explanation(
    CacheKey key,
    @Nullable EntryDetails details,
    @Nullable LastEvent event,
    Next next,
    boolean isShared,
    List<Other> others) {

  /** What a lookup would do. */
  public enum Next {
    /** Serve a fresh list from memory. */
    HIT,
    /** Serve a stale list from memory and revalidate it in the background. */
    STALE,
    /** Serve a stale list from memory: the cache backs off from upstream. */
    PAUSE,
    /** Validate the stored list with upstream before the response. */
    REVALIDATE,
    /** Load the list. */
    LOAD,
    /** Wait for an in-flight load or revalidation. */
    WAIT,
    /** Pass: the last response could not be shared, so each request makes a call of its own. */
    ALONE
  }

  /**
   * A list stored for another caller of the same user, or for other requests of this one.
   *
   * @param caller that differs at most in app and scopes
   * @param variant under the primary key; empty where responses do not vary
   * @param state what may be done with it now
   */
  public record Other(Caller caller, String variant, Freshness.State state) {}
}
