package dev.bimgate.client.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last response with an ETag of each list, by token owner and target; the least recently used
 * are evicted first.
 */
final class RememberedLists {

  /** What one entry takes beside its body: map entry, key and headers. */
  private static final int OVERHEAD_BYTES = 512;

  private final long maxBytes;
  private final LinkedHashMap<Key, ApiResponse> responses = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  RememberedLists(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Which list, and whose. */
  record Key(TokenOwner owner, String target) {}

  synchronized @Nullable ApiResponse find(Key key) {
    return responses.get(key);
  }

  /** Remembers a response in place of the earlier one; not at all if it alone is too large. */
  synchronized void remember(Key key, ApiResponse response) {
    forget(key);
    if (size(response) > maxBytes) {
      return;
    }
    responses.put(key, response);
    bytes += size(response);
    while (bytes > maxBytes) {
      Map.Entry<Key, ApiResponse> eldest = responses.entrySet().iterator().next();
      forget(eldest.getKey());
    }
  }

  synchronized void forget(Key key) {
    ApiResponse removed = responses.remove(key);
    if (removed != null) {
      bytes -= size(removed);
    }
  }

  private static long size(ApiResponse response) {
    return response.bytes().length + (long) OVERHEAD_BYTES;
  }
}
