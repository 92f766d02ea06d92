package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is stored under one key: responses to different requests (RFC 9111, section 4.1), and
 * whether requests pass the cache for a while because the last response could not be shared.
 *
 * <p>Immutable; two are equal only if they are the same.
 */
final class CacheEntry {

  /** Ways in which responses vary; upstream has one, unless it is being changed. */
  static final int MAX_VARIANCES = 4;

  /** Responses stored under one key. */
  static final int MAX_RESPONSES = 8;

  /** For how long nobody waits for a response after one that could not be shared. */
  static final long PASS_MILLIS = 60_000;

  static final CacheEntry EMPTY = new CacheEntry(List.of(Variance.NONE), List.of(), null);

  /**
   * The hit-for-pass mark.
   *
   * @param generation of the fetch that led to it: it does not outlast an invalidation
   */
  private record Pass(ListKey key, long generation, long untilMillis) {

    int weightBytes() {
      return (int) (ListAnswer.ENTRY_OVERHEAD_BYTES + key.weightBytes());
    }
  }

  private final List<Variance> latestFirst;
  private final List<StoredResponse> oldestFirst;
  private final @Nullable Pass pass;

  /** The bytes of all that is stored here; a mark counts as well as a response. */
  final int weightBytes;

  private CacheEntry(
      List<Variance> latestFirst, List<StoredResponse> oldestFirst, @Nullable Pass pass) {
    this.latestFirst = latestFirst;
    this.oldestFirst = oldestFirst;
    this.pass = pass;
    long bytes = pass == null ? 0 : pass.weightBytes();
    for (StoredResponse response : oldestFirst) {
      bytes += response.weightBytes;
    }
    this.weightBytes = (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  boolean isEmpty() {
    return oldestFirst.isEmpty() && pass == null;
  }

  /** The responses, oldest first. */
  List<StoredResponse> responses() {
    return oldestFirst;
  }

  /** The response to a request: by the latest way to vary that has a valid one; null if none. */
  @Nullable StoredResponse select(FieldLines request, Generations generations) {
    // Without an iterator: a hit allocates nothing.
    for (int i = 0; i < latestFirst.size(); i++) {
      StoredResponse response = get(latestFirst.get(i).variantOf(request));
      if (response != null && response.isValid(generations)) {
        return response;
      }
    }
    return null;
  }

  /** The response stored for requests of a variant, valid or not; null if there is none. */
  @Nullable StoredResponse get(String variant) {
    for (int i = 0; i < oldestFirst.size(); i++) {
      StoredResponse response = oldestFirst.get(i);
      if (response.key.variant().equals(variant)) {
        return response;
      }
    }
    return null;
  }

  /** The variant of a request by the latest way to vary. */
  String variantOf(FieldLines request) {
    return latestFirst.get(0).variantOf(request);
  }

  boolean contains(StoredResponse response) {
    return get(response.key.variant()) == response;
  }

  /** Whether requests pass the cache at a time. */
  boolean isPassed(long nowMillis, Generations generations) {
    if (pass == null) {
      return false;
    }
    long left = pass.untilMillis() - nowMillis;
    // A clock that was put back does not make a mark last longer.
    return left > 0 && left <= PASS_MILLIS && generations.isValid(pass.key(), pass.generation());
  }

  /**
   * With a response in place of the one of the same variant: of exactly the one that it renews, or
   * else of any that is not of a later generation; otherwise unchanged. The oldest make room.
   *
   * @param maxBytes of this entry; at least those of the response
   */
  CacheEntry with(StoredResponse response, @Nullable StoredResponse renewed, long maxBytes) {
    StoredResponse present = get(response.key.variant());
    if (renewed == null
        ? present != null && present.generation > response.generation
        : present != renewed) {
      return this;
    }
    List<Variance> variances = new ArrayList<>(latestFirst);
    variances.remove(response.variance());
    variances.add(0, response.variance());
    List<StoredResponse> responses = new ArrayList<>(oldestFirst);
    responses.remove(present);
    responses.add(response);
    CacheEntry with =
        new CacheEntry(
            List.copyOf(variances.subList(0, Math.min(MAX_VARIANCES, variances.size()))),
            List.copyOf(responses),
            pass);
    return with.within(maxBytes);
  }

  private CacheEntry within(long maxBytes) {
    if (weightBytes > maxBytes && pass != null) {
      return new CacheEntry(latestFirst, oldestFirst, null).within(maxBytes);
    }
    boolean tooMuch = weightBytes > maxBytes || oldestFirst.size() > MAX_RESPONSES;
    return tooMuch ? without(oldestFirst.get(0)::equals).within(maxBytes) : this;
  }

  CacheEntry without(Predicate<StoredResponse> removed) {
    List<StoredResponse> rest = oldestFirst.stream().filter(removed.negate()).toList();
    return rest.size() == oldestFirst.size() ? this : new CacheEntry(latestFirst, rest, pass);
  }

  /**
   * Marked by a fetch of that generation that has brought a response that cannot be shared; a mark
   * of a later generation stays.
   */
  CacheEntry passed(ListKey key, long generation, long nowMillis) {
    if (pass != null && pass.generation() > generation) {
      return this;
    }
    return new CacheEntry(
        latestFirst, oldestFirst, new Pass(key, generation, nowMillis + PASS_MILLIS));
  }

  /** Without a mark that does not hold any more. */
  CacheEntry withoutOldPass(long nowMillis, Generations generations) {
    return pass == null || isPassed(nowMillis, generations)
        ? this
        : new CacheEntry(latestFirst, oldestFirst, null);
  }
}
