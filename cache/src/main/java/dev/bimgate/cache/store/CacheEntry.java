package dev.bimgate.cache.store;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored under one primary key: the responses to different requests (RFC 9111, section
 * 4.1), the {@code Vary}s that select one, and a hit-for-pass mark after a response that could not
 * be shared.
 *
 * <p>A {@code Vary} outlives the last response for a while: requests that differ by it join no
 * fetch of each other, and equal ones always do.
 *
 * <p>Immutable; two are equal only if they are the same.
 */
public final class CacheEntry {

  /** Different {@code Vary}s of one key; upstream sends one, unless it is being changed. */
  public static final int MAX_VARIES = 4;

  /** Responses stored under one key. */
  public static final int MAX_RESPONSES = 8;

  /** How long a hit-for-pass mark holds. */
  static final long PASS_MILLIS = 60_000;

  /** How long a {@code Vary} outlives the last response. */
  static final long VARIES_MILLIS = 3_600_000;

  private static final List<Vary> NO_WAY_TO_VARY = List.of(Vary.NONE);

  public static final CacheEntry EMPTY = new CacheEntry(0, NO_WAY_TO_VARY, 0, List.of(), null);

  /**
   * The hit-for-pass mark.
   *
   * @param generation of the fetch that led to it: it does not outlast an invalidation
   */
  private record Pass(long generation, long untilMillis) {}

  /** The size without a response. */
  private final int emptyBytes;

  private final List<Vary> latestFirst;
  private final long variesUntilMillis;
  private final List<StoredResponse> oldestFirst;
  private final @Nullable Pass pass;

  final int weightBytes;

  private CacheEntry(
      int emptyBytes,
      List<Vary> latestFirst,
      long variesUntilMillis,
      List<StoredResponse> oldestFirst,
      @Nullable Pass pass) {
    this.emptyBytes = emptyBytes;
    this.latestFirst = latestFirst;
    this.variesUntilMillis = variesUntilMillis;
    this.oldestFirst = oldestFirst;
    this.pass = pass;
    long bytes = oldestFirst.isEmpty() ? emptyBytes : 0;
    for (StoredResponse response : oldestFirst) {
      bytes += response.weightBytes;
    }
    this.weightBytes = (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  private static int emptyBytes(CacheKey key) {
    return (int) (ListResponse.ENTRY_OVERHEAD_BYTES + key.withoutVariant().weightBytes());
  }

  /** Whether nothing is known of the key. */
  boolean isEmpty() {
    return oldestFirst.isEmpty() && pass == null && latestFirst.equals(NO_WAY_TO_VARY);
  }

  List<StoredResponse> responses() {
    return oldestFirst;
  }

  /** The response to a request, by the latest {@code Vary} with a valid one; null if none. */
  @Nullable
  public StoredResponse select(Headers request, Generations generations) {
    // Without an iterator: a hit allocates nothing.
    for (int i = 0; i < latestFirst.size(); i++) {
      StoredResponse response = get(latestFirst.get(i).variantOf(request));
      if (response != null && response.isValid(generations)) {
        return response;
      }
    }
    return null;
  }

  /** The response stored for a variant, valid or not; null if there is none. */
  @Nullable StoredResponse get(String variant) {
    for (int i = 0; i < oldestFirst.size(); i++) {
      StoredResponse response = oldestFirst.get(i);
      if (response.key.variant().equals(variant)) {
        return response;
      }
    }
    return null;
  }

  /** The variant of a request by the latest {@code Vary}. */
  String variantOf(Headers request) {
    return latestFirst.get(0).variantOf(request);
  }

  boolean contains(StoredResponse response) {
    return get(response.key.variant()) == response;
  }

  /** Whether requests pass at a time. */
  boolean isPassed(CacheKey key, long nowMillis, Generations generations) {
    if (pass == null) {
      return false;
    }
    long left = pass.untilMillis() - nowMillis;
    // A clock that was set back does not extend a mark.
    return left > 0 && left <= PASS_MILLIS && generations.isValid(key, pass.generation());
  }

  /**
   * With a response in place of the one of the same variant: of exactly the one that it freshens,
   * or else of any that is not of a later generation; otherwise unchanged. Evicts the oldest.
   *
   * @param maxBytes of this entry; at least those of the response
   */
  public CacheEntry with(StoredResponse response, @Nullable StoredResponse renewed, long maxBytes) {
    StoredResponse present = get(response.key.variant());
    if (renewed == null
        ? present != null && present.generation > response.generation
        : present != renewed) {
      return this;
    }
    var responses =
        Stream.concat(oldestFirst.stream().filter(r -> r != present), Stream.of(response));
    var varies = Stream.concat(Stream.of(response.vary()), latestFirst.stream()).distinct();
    CacheEntry with =
        new CacheEntry(
            emptyBytes(response.key),
            latestFirst.get(0).equals(response.vary())
                ? latestFirst
                : varies.limit(MAX_VARIES).toList(),
            response.arrivedMillis + VARIES_MILLIS,
            responses.toList(),
            pass);
    return with.within(maxBytes);
  }

  private CacheEntry within(long maxBytes) {
    boolean tooMuch = weightBytes > maxBytes || oldestFirst.size() > MAX_RESPONSES;
    return tooMuch ? without(oldestFirst.get(0)::equals).within(maxBytes) : this;
  }

  public CacheEntry without(Predicate<StoredResponse> removed) {
    List<StoredResponse> rest = oldestFirst.stream().filter(removed.negate()).toList();
    return rest.size() == oldestFirst.size()
        ? this
        : new CacheEntry(emptyBytes, latestFirst, variesUntilMillis, rest, pass);
  }

  /** With a hit-for-pass mark of a fetch of that generation; a mark of a later generation stays. */
  CacheEntry passed(CacheKey key, long generation, long nowMillis) {
    if (pass != null && pass.generation() > generation) {
      return this;
    }
    Pass mark = new Pass(generation, nowMillis + PASS_MILLIS);
    return new CacheEntry(emptyBytes(key), latestFirst, variesUntilMillis, oldestFirst, mark);
  }

  /** Without expired responses, {@code Vary}s and marks. */
  CacheEntry withoutOld(CacheKey key, long nowMillis, Generations generations) {
    Pass left = isPassed(key, nowMillis, generations) ? pass : null;
    boolean isForgotten = oldestFirst.isEmpty() && nowMillis >= variesUntilMillis;
    List<Vary> known = isForgotten ? NO_WAY_TO_VARY : latestFirst;
    return left == pass && known.equals(latestFirst)
        ? this
        : new CacheEntry(emptyBytes, known, variesUntilMillis, oldestFirst, left);
  }
}
