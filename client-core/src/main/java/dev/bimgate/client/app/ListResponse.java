package dev.bimgate.client.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list, or one chunk of it, and what its response says of it.
 *
 * @param items the elements, in the order of the response
 * @param totalCount number of elements of all chunks, {@code X-Total-Count}; null if the response
 *     has none: then it is the whole list
 * @param isNotModified whether the response was 304: the elements are those of an earlier response
 *     with the same ETag to the same user
 * @param cache how the gateway's cache was involved
 * @param requestId the gateway's ID of the request, {@code X-Request-Id}; null from Bimplus itself
 */
public record ListResponse<T>(
    List<T> items,
    @Nullable Long totalCount,
    boolean isNotModified,
    CacheStatus cache,
    @Nullable String requestId) {

  public ListResponse {
    items = List.copyOf(items);
  }
}
