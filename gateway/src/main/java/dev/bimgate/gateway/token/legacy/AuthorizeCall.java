package dev.bimgate.gateway.token.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.model.User;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.CallClass;
import dev.bimgate.client.Credential;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.http.BoundedBody;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.token.parse.StrictJson;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Looks up the owner of a legacy token: {@code GET <base>/authorize} with that token. */
public final class AuthorizeCall implements LegacyLookup.Lookup {

  /** The response takes some 120 bytes. */
  private static final int MAX_BYTES = 4_096;

  /** A response that Bimplus does not send on purpose: HTML, a redirect, no user. */
  static final LegacyLookup OUT_OF_FORM =
      new LegacyLookup.Unclear(
          RejectionReason.LEGACY_MALFORMED,
          UpstreamProblem.of(new UpstreamException(UpstreamFailure.MALFORMED)));

  private static final int MAX_NAME_LENGTH = 255;

  /** Ten years, so that no sum of times overflows. */
  private static final double MAX_LIFETIME_SECONDS = 315_360_000;

  private final BimplusClient client;

  public AuthorizeCall(BimplusClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<LegacyLookup> lookUp(
      String authorization, Duration within, @Nullable User owner, Object party) {
    CallClass callClass = owner == null ? CallClass.OPEN : CallClass.LOGINS;
    return client
        .authorize(new Credential(authorization), within, callClass, owner == null ? party : owner)
        .compose(AuthorizeCall::read)
        .otherwise(AuthorizeCall::unclear)
        .toCompletionStage();
  }

  private static Future<LegacyLookup> read(UpstreamResponse response) {
    Future<BoundedBody> body = BoundedBody.read(response.body(), MAX_BYTES);
    body.onComplete(
        read -> {
          if (read.failed() || !read.result().whole()) {
            response.reset();
          }
        });
    int status = response.status();
    // For any other status the body does not matter.
    return status == 200
        ? body.map(read -> readBody(read.whole() ? read.bytes().getBytes() : null))
        : Future.succeededFuture(ofStatus(status, response.headers().get(HttpHeaders.RETRY_AFTER)));
  }

  private static LegacyLookup unclear(Throwable failure) {
    boolean malformed =
        failure instanceof UpstreamException upstream
            && upstream.failure() == UpstreamFailure.MALFORMED;
    return malformed
        ? OUT_OF_FORM
        : new LegacyLookup.Unclear(RejectionReason.LEGACY_UNANSWERED, UpstreamProblem.of(failure));
  }

  /** Maps a status other than 200. */
  static LegacyLookup ofStatus(int status, @Nullable String retryAfter) {
    return switch (status) {
      case 401, 403 -> new LegacyLookup.Denied(RejectionReason.LEGACY_REFUSED);
      case 404, 405, 410 -> new LegacyLookup.Denied(RejectionReason.LEGACY_REMOVED);
      default -> status == 429 || status >= 500 ? notNow(retryAfter) : OUT_OF_FORM;
    };
  }

  /** Reads the body of a 200; null stands for one that is too long. */
  static LegacyLookup readBody(byte @Nullable [] body) {
    if (body == null) {
      return OUT_OF_FORM;
    }
    try {
      ObjectNode members = StrictJson.object(body);
      String user = name(members, "user_id");
      String app = name(members, "audience");
      JsonNode seconds = members.path("expires_in");
      return user == null || app == null || !seconds.isNumber()
          ? OUT_OF_FORM
          : new LegacyLookup.Owned(user, app, lifetime(seconds.doubleValue()));
    } catch (TokenRejectedException outOfForm) {
      return OUT_OF_FORM;
    }
  }

  private static Duration lifetime(double seconds) {
    return Duration.ofMillis((long) (Math.min(seconds, MAX_LIFETIME_SECONDS) * 1_000));
  }

  private static @Nullable String name(ObjectNode members, String member) {
    String name = members.path(member).textValue();
    boolean usable =
        name != null
            && !name.isBlank()
            && name.length() <= MAX_NAME_LENGTH
            && name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    return usable ? name : null;
  }

  private static LegacyLookup notNow(@Nullable String retryAfter) {
    String later = retryAfter != null && isRetryAfter(retryAfter) ? retryAfter : "1";
    return new LegacyLookup.Unclear(
        RejectionReason.LEGACY_UNANSWERED,
        new Problem(
            ProblemType.UPSTREAM_UNAVAILABLE,
            "Bimplus cannot look up the owner of the token now; keep the token and retry.",
            Map.of("Retry-After", later)));
  }

  /** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
  private static boolean isRetryAfter(String value) {
    if (value.matches("[0-9]{1,9}")) {
      return true;
    }
    try {
      DateTimeFormatter.RFC_1123_DATE_TIME.parse(value);
      return true;
    } catch (DateTimeParseException noDate) {
      return false;
    }
  }
}
