package dev.bimgate.client.app;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A complete response: status, headers and body. */
public final class ApiResponse {

  private final int status;
  private final MultiMap headers;
  private final byte[] body;

  ApiResponse(int status, MultiMap headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status, from 200 to 599. */
  public int status() {
    return status;
  }

  /** The first header of that name, in any case; null without one. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** All headers of that name, in order. */
  public List<String> headers(String name) {
    return List.copyOf(headers.getAll(name));
  }

  /** A copy of the body. */
  public byte[] body() {
    return body.clone();
  }

  /** The body itself, not to be changed. */
  byte[] bytes() {
    return body;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** How the gateway's cache was involved. */
  public CacheStatus cache() {
    return CacheStatus.of(headers("Cache-Status"), header("Age"));
  }

  /** The gateway's ID of the request, {@code X-Request-Id}; null from Bimplus itself. */
  public @Nullable String requestId() {
    return header("X-Request-Id");
  }
}
