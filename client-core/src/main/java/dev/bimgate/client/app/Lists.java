package dev.bimgate.client.app;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Typed lists, revalidated by their ETags (RFC 9110, section 13.1.2). */
final class Lists {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final Calls calls;
  private final RememberedLists remembered;
  private final Duration timeout;

  Lists(Calls calls, RememberedLists remembered, Duration timeout) {
    this.calls = calls;
    this.remembered = remembered;
    this.timeout = timeout;
  }

  <T> Uni<ListResponse<T>> get(String target, String token, Class<T> element) {
    RememberedLists.Key key = new RememberedLists.Key(TokenOwner.of(token), target);
    ApiResponse earlier = remembered.find(key);
    MultiMap headers = HttpHeaders.headers().set(HttpHeaders.ACCEPT, "application/json");
    if (earlier != null) {
      headers.set(HttpHeaders.IF_NONE_MATCH, etag(earlier));
    }
    return calls
        .send(ApiRequest.of("GET", target), headers, token, timeout)
        .map(response -> read(key, earlier, response, element));
  }

  private <T> ListResponse<T> read(
      RememberedLists.Key key,
      @Nullable ApiResponse earlier,
      ApiResponse response,
      Class<T> element) {
    if (response.status() == NOT_MODIFIED && earlier != null) {
      return listOf(earlier, response, element);
    }
    if (response.status() != OK) {
      throw BimplusException.rejected(response, null);
    }
    ListResponse<T> list = listOf(response, response, element);
    if (mayBeRemembered(response)) {
      remembered.remember(key, response);
    } else {
      remembered.forget(key);
    }
    return list;
  }

  /** A list with the elements of one response and the facts of another. */
  private static <T> ListResponse<T> listOf(
      ApiResponse body, ApiResponse response, Class<T> element) {
    List<T> items;
    try {
      items = Json.readList(body.bytes(), element);
    } catch (IOException malformed) {
      // Its message holds a part of the body.
      throw BimplusException.unanswered("The list is no JSON array of objects", null);
    }
    return new ListResponse<>(
        items, count(body), body != response, response.cache(), response.requestId());
  }

  private static @Nullable Long count(ApiResponse response) {
    String count = response.header("X-Total-Count");
    return count != null && count.matches("\\d{1,18}") ? Long.valueOf(count) : null;
  }

  private static boolean mayBeRemembered(ApiResponse response) {
    String rules = String.join(",", response.headers("Cache-Control")).toLowerCase(Locale.ROOT);
    return !etag(response).isEmpty() && !rules.contains("no-store");
  }

  private static String etag(ApiResponse response) {
    String etag = response.header("ETag");
    return etag == null ? "" : etag;
  }
}
