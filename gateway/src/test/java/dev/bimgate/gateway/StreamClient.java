package dev.bimgate.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A client of one version of HTTP, by prior knowledge or, over TLS, by ALPN. */
public final class StreamClient implements AutoCloseable {

  private final HttpClient client;
  private final String authorization;

  /**
   * @param gateway its scheme says whether TLS is spoken; any certificate is trusted
   */
  public StreamClient(Vertx vertx, URI gateway, HttpVersion version, String authorization) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost(gateway.getHost())
            .setDefaultPort(gateway.getPort());
    if (gateway.getScheme().equals("https")) {
      options.setSsl(true).setUseAlpn(true).setTrustAll(true).setVerifyHost(false);
    }
    this.client = vertx.createHttpClient(options);
    this.authorization = authorization;
  }

  /** A request with a credential, not sent yet. */
  public HttpClientRequest request(HttpMethod method, String target) {
    HttpClientRequest request = await(client.request(method, target));
    request.putHeader("Authorization", authorization);
    return request;
  }

  /** The whole response to a request without a body. */
  public Answer get(String target) {
    HttpClientRequest request = request(HttpMethod.GET, target);
    Future<Answer> answer = answer(request);
    request.send();
    return await(answer);
  }

  /** The whole response to a request with this body, with or without a length. */
  public Answer send(HttpMethod method, String target, byte[] body, boolean lengthSaid) {
    HttpClientRequest request = request(method, target);
    if (lengthSaid) {
      request.putHeader("Content-Length", String.valueOf(body.length));
    } else {
      request.setChunked(true);
    }
    Future<Answer> answer = answer(request);
    request.send(Buffer.buffer(body));
    return await(answer);
  }

  /** To be called before the request is sent: what arrives before somebody reads it is lost. */
  private static Future<Answer> answer(HttpClientRequest request) {
    return request
        .response()
        .compose(head -> head.body().map(body -> new Answer(head, body.getBytes())));
  }

  /** Waits as long as anything here may take. */
  public static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** A complete response. */
  public record Answer(HttpClientResponse head, byte[] body) {

    public int status() {
      return head.statusCode();
    }
  }

  @Override
  public void close() {
    await(client.close());
  }
}
