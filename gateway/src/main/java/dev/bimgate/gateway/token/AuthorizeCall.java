package dev.bimgate.gateway.token;

import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.Credential;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.BoundedBody;
import dev.bimgate.gateway.problem.UpstreamProblem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The question to Bimplus whose a token of the old login is: {@code GET <base>/authorize} with that
 * very token.
 */
public final class AuthorizeCall implements LegacyAnswer.Lookup {

  /** The answer takes some 120 bytes. */
  private static final int MAX_BYTES = 4_096;

  private final BimplusClient client;

  public AuthorizeCall(BimplusClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<LegacyAnswer> ask(String authorization, Duration within) {
    return client
        .authorize(new Credential(authorization), within)
        .compose(AuthorizeCall::read)
        .otherwise(AuthorizeCall::unclear)
        .toCompletionStage();
  }

  private static Future<LegacyAnswer> read(UpstreamResponse response) {
    Future<BoundedBody> body = BoundedBody.read(response.body(), MAX_BYTES);
    body.onComplete(
        read -> {
          if (read.failed() || !read.result().whole()) {
            response.reset();
          }
        });
    int status = response.status();
    // Any other status says all by itself.
    return status == 200
        ? body.map(read -> AuthorizeAnswer.read(read.whole() ? read.bytes().getBytes() : null))
        : Future.succeededFuture(
            AuthorizeAnswer.ofStatus(status, response.fields().get(HttpHeaders.RETRY_AFTER)));
  }

  private static LegacyAnswer unclear(Throwable failure) {
    boolean malformed =
        failure instanceof UpstreamException upstream
            && upstream.failure() == UpstreamFailure.MALFORMED;
    return malformed
        ? AuthorizeAnswer.OUT_OF_FORM
        : new LegacyAnswer.Unclear(TokenCause.LEGACY_UNANSWERED, UpstreamProblem.of(failure));
  }
}
