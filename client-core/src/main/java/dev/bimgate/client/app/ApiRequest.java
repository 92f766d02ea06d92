package dev.bimgate.client.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A call of any resource; the token is added when it is sent. */
public final class ApiRequest {

  private final String method;
  private final String target;
  private final @Nullable String contentType;
  private final byte @Nullable [] body;
  private final @Nullable Path file;

  private ApiRequest(
      String method,
      String target,
      @Nullable String contentType,
      byte @Nullable [] body,
      @Nullable Path file) {
    this.method = method;
    this.target = target;
    this.contentType = contentType;
    this.body = body;
    this.file = file;
  }

  /**
   * A call without a body.
   *
   * @param method the HTTP method
   * @param target path and query below the base URL, starting with a slash, encoded by the rules of
   *     RFC 3986
   */
  public static ApiRequest of(String method, String target) {
    return new ApiRequest(method, target, null, null, null);
  }

  /** The same with a body. */
  public ApiRequest withBody(String newContentType, byte[] newBody) {
    return new ApiRequest(method, target, newContentType, newBody.clone(), null);
  }

  /** The same with a file as its body, streamed, of any length. */
  public ApiRequest withFile(String newContentType, Path newFile) {
    return new ApiRequest(method, target, newContentType, null, newFile);
  }

  String method() {
    return method;
  }

  String target() {
    return target;
  }

  @Nullable String contentType() {
    return contentType;
  }

  byte @Nullable [] body() {
    return body;
  }

  @Nullable Path file() {
    return file;
  }

  /** The method alone: the target may hold what does not belong in a log. */
  @Override
  public String toString() {
    return "ApiRequest[" + method + "]";
  }
}
