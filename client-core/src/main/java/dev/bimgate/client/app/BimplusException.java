package dev.bimgate.client.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call has no usable response: an error of the gateway, of Bimplus or of the issuer, or no
 * response at all.
 *
 * <p>Its message never holds a token, nor more of a response than the type and title of a problem.
 */
public final class BimplusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String problemType;
  private final @Nullable String oauthError;
  private final @Nullable Duration retryAfter;
  private final @Nullable String requestId;

  private BimplusException(
      String message,
      @Nullable Throwable cause,
      int status,
      @Nullable String problemType,
      @Nullable String oauthError,
      @Nullable Duration retryAfter,
      @Nullable String requestId) {
    super(message, cause);
    this.status = status;
    this.problemType = problemType;
    this.oauthError = oauthError;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }

  /** A call without a response that can be read. */
  static BimplusException unanswered(String message, @Nullable Throwable cause) {
    return new BimplusException(message, cause, 0, null, null, null, null);
  }

  /**
   * An error status of the gateway or of Bimplus.
   *
   * @param problem the problem document, where the response is one
   */
  static BimplusException rejected(ApiResponse response, @Nullable Problem problem) {
    String title = problem == null ? "" : ": " + problem.title() + " (" + problem.type() + ")";
    return new BimplusException(
        "The response has status " + response.status() + title,
        null,
        response.status(),
        problem == null ? null : problem.type(),
        null,
        RetryAfter.of(response.header("Retry-After"), response.header("Date")),
        response.requestId());
  }

  /** An error status on the way to a token; the subject begins its message. */
  static BimplusException ofIssuer(
      String subject, int status, @Nullable String error, @Nullable Duration retryAfter) {
    String message = subject + " has status " + status + (error == null ? "" : ": " + error);
    return new BimplusException(message, null, status, null, error, retryAfter, null);
  }

  /** The status of the response; 0 without one. */
  public int status() {
    return status;
  }

  /**
   * The gateway's reason, {@code urn:bimgate:problem:…}; null if the gateway has not written the
   * response. {@code docs/problems.md} lists them and says what to do.
   */
  public @Nullable String problemType() {
    return problemType;
  }

  /**
   * The issuer's reason, {@code error} in RFC 6749, section 5.2; null unless the issuer has
   * rejected a grant. With {@code invalid_grant} the user has to log in again.
   */
  public @Nullable String oauthError() {
    return oauthError;
  }

  /** The time to wait before the next attempt, from {@code Retry-After}; null without one. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /**
   * The gateway's ID of the request, {@code X-Request-Id}, which is in its log; null without one.
   */
  public @Nullable String requestId() {
    return requestId;
  }
}
