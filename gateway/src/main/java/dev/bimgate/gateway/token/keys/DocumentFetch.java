package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.KeyFetch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fetches one small document within limits of time and size; follows no redirects. */
final class DocumentFetch {

  private final Vertx vertx;
  private final Function<URI, HttpClient> clients;
  private final long timeoutMillis;
  private final int maxBytes;

  DocumentFetch(Vertx vertx, Function<URI, HttpClient> clients, IssuerKeysOptions options) {
    this.vertx = vertx;
    this.clients = clients;
    this.timeoutMillis = Math.max(1, options.fetchTimeout().toMillis());
    this.maxBytes = options.maxBytes();
  }

  /**
   * What a server sent with status 200.
   *
   * @param contentType null if it sent none
   */
  record Document(Buffer body, @Nullable String contentType) {}

  /** The document of a 200; fails with a {@link KeyFetchException} or the client's failure. */
  Future<Document> get(URI address) {
    Promise<Document> whole = Promise.promise();
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(address.toString())
            .setFollowRedirects(false)
            .putHeader("Accept", "application/json");
    Future<HttpClientRequest> connected = clients.apply(address).request(options);
    connected.onSuccess(request -> send(request, whole)).onFailure(whole::tryFail);
    long timer = vertx.setTimer(timeoutMillis, id -> whole.tryFail(late(connected)));
    return whole.future().onComplete(ended -> vertx.cancelTimer(timer));
  }

  /** Of the network if there is no connection, for instance as a proxy does not respond. */
  private Exception late(Future<HttpClientRequest> connected) {
    return connected.isComplete()
        ? new KeyFetchException(KeyFetch.TIMED_OUT)
        : new TimeoutException("timeout after " + timeoutMillis + " ms");
  }

  private void send(HttpClientRequest request, Promise<Document> whole) {
    if (whole.future().isComplete()) {
      request.reset();
      return;
    }
    // A connection with an unread response is not reused.
    whole.future().onFailure(failure -> request.reset());
    request.send().onSuccess(response -> receive(response, whole)).onFailure(whole::tryFail);
  }

  private void receive(HttpClientResponse response, Promise<Document> whole) {
    response.exceptionHandler(whole::tryFail);
    if (response.statusCode() != 200) {
      fail(whole, KeyFetch.BAD_STATUS);
      return;
    }
    Buffer body = Buffer.buffer();
    String contentType = response.getHeader(HttpHeaders.CONTENT_TYPE);
    response.endHandler(end -> whole.tryComplete(new Document(body, contentType)));
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > maxBytes) {
            fail(whole, KeyFetch.TOO_LARGE);
          } else if (!whole.future().isComplete()) {
            body.appendBuffer(chunk);
          }
        });
  }

  private static void fail(Promise<Document> whole, KeyFetch result) {
    whole.tryFail(new KeyFetchException(result));
  }
}
