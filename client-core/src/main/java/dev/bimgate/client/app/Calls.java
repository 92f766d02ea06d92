package dev.bimgate.client.app;

import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.UploadBody;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamRequest;
import dev.bimgate.client.UpstreamResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Single calls over the connections of one client: credential, body, and errors as exceptions. */
final class Calls {

  private static final int UNAUTHORIZED = 401;

  private final Vertx vertx;
  private final BimplusClient connections;

  Calls(Vertx vertx, BimplusClient connections) {
    this.vertx = vertx;
    this.connections = connections;
  }

  /**
   * Makes a call with a token, and once more with another token if it fails with 401. Its result
   * arrives on the Vert.x context of the caller.
   */
  <T> Uni<T> withToken(TokenSupplier tokens, Function<String, Uni<T>> call) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = vertx.getOrCreateContext();
              return on(context, tokens.token(null))
                  .chain(token -> withToken(context, tokens, token, call));
            });
  }

  private static <T> Uni<T> withToken(
      Context context, TokenSupplier tokens, String token, Function<String, Uni<T>> call) {
    return call.apply(token)
        .onFailure(Calls::isUnauthorized)
        .recoverWithUni(
            rejection ->
                on(context, tokens.token(token))
                    .chain(
                        next ->
                            next.equals(token)
                                ? Uni.createFrom().failure(rejection)
                                : call.apply(next)));
  }

  private static <T> Uni<T> on(Context context, Uni<T> result) {
    return result.emitOn(task -> context.runOnContext(nothing -> task.run()));
  }

  private static boolean isUnauthorized(Throwable failure) {
    return failure instanceof BimplusException rejected && rejected.status() == UNAUTHORIZED;
  }

  /**
   * Sends a request and reads the response to its end; a status of 400 and above fails.
   *
   * @param headers to which the credential is added
   * @param within the timeout for all of it; null for none beyond those of the connection
   */
  Uni<ApiResponse> send(
      ApiRequest request, MultiMap headers, String token, @Nullable Duration within) {
    headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    if (request.contentType() != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, request.contentType());
    }
    UpstreamRequest unbodied =
        UpstreamRequest.of(HttpMethod.valueOf(request.method()), request.target(), headers);
    return Uni.createFrom()
        .<ApiResponse>emitter(
            emitter -> {
              Promise<Void> left = Promise.promise();
              emitter.onTermination(left::tryComplete);
              send(request, unbodied.abandonedOn(left.future()), within)
                  .onSuccess(emitter::complete)
                  .onFailure(emitter::fail);
            })
        .onFailure(UpstreamException.class)
        .transform(Calls::unanswered)
        .invoke(Calls::failOnError);
  }

  private Future<ApiResponse> send(
      ApiRequest request, UpstreamRequest unbodied, @Nullable Duration within) {
    Path file = request.file();
    if (file != null) {
      return sendFile(file, unbodied, within);
    }
    byte[] body = request.body();
    return send(body == null ? unbodied : unbodied.withBody(BytesStream.body(body)), within);
  }

  private Future<ApiResponse> sendFile(
      Path file, UpstreamRequest unbodied, @Nullable Duration within) {
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setWrite(false))
        .compose(
            opened ->
                opened
                    .size()
                    .compose(size -> send(unbodied.withBody(body(opened, size)), within))
                    .eventually(() -> opened.close()));
  }

  private static UploadBody body(AsyncFile file, long lengthBytes) {
    return new UploadBody(file.pause(), lengthBytes);
  }

  private Future<ApiResponse> send(UpstreamRequest request, @Nullable Duration within) {
    return connections.stream(request, within)
        .compose(response -> response.readAll().map(body -> complete(response, body)));
  }

  private static ApiResponse complete(UpstreamResponse response, Buffer body) {
    return new ApiResponse(response.status(), response.headers(), body.getBytes());
  }

  private static BimplusException unanswered(Throwable failure) {
    return BimplusException.unanswered(((UpstreamException) failure).failure().sentence(), failure);
  }

  private static void failOnError(ApiResponse response) {
    if (response.status() >= 400) {
      throw BimplusException.rejected(response, Problem.in(response));
    }
  }
}
