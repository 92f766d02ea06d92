package dev.bimgate.deployment.clients;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * A client that sends whatever HTTP/1.1 can spell, right or wrong.
 *
 * @param server the address that it calls, without a path
 * @param headers those of each of its requests
 */
record Caller(HttpClient client, URI server, MultiMap headers) {

  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";

  Caller(HttpClient client, URI server) {
    this(client, server, MultiMap.caseInsensitiveMultiMap());
  }

  /** The same client with one more header. */
  Caller with(String name, String value) {
    MultiMap more = MultiMap.caseInsensitiveMultiMap().addAll(headers).add(name, value);
    return new Caller(client, server, more);
  }

  Caller withToken(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** Sends a request without a body, and returns the response. */
  Response send(String method, String target) {
    return start(method, target).join();
  }

  /** Sends requests without a body, one after the other. */
  void send(String method, List<String> targets) {
    targets.forEach(target -> send(method, target));
  }

  /** Sends a request with a body, and returns the response. */
  Response send(String method, String target, String type, String body) {
    return with("Content-Type", type).start(method, target, Buffer.buffer(body)).join();
  }

  /** Sends a request without a body, and does not wait for the response. */
  Reply start(String method, String target) {
    return start(method, target, Buffer.buffer());
  }

  private Reply start(String method, String target, Buffer body) {
    return start(
        method, target, request -> body.length() == 0 ? request.send() : request.send(body));
  }

  /** Sends the beginning of a request with a body. */
  Reply startWithoutEnd(String method, String target) {
    return start(method, target, Caller::begin);
  }

  private static Future<HttpClientResponse> begin(HttpClientRequest request) {
    // The server closes the connection when it has responded.
    request.exceptionHandler(closed -> {});
    return request.setChunked(true).write("{").compose(begun -> request.response());
  }

  private Reply start(
      String method, String target, Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    RequestOptions options =
        new RequestOptions()
            .setHost(server.getHost())
            .setPort(server.getPort())
            .setMethod(HttpMethod.valueOf(method))
            .setURI(target)
            .setHeaders(headers);
    return new Reply(client.request(options).compose(send).compose(Caller::read));
  }

  private static Future<Response> read(HttpClientResponse response) {
    return response.body().map(body -> new Response(response.statusCode(), body.toString()));
  }

  record Response(int status, String body) {}

  /** A response that may still be on its way. */
  record Reply(Future<Response> response) {

    /** Waits for its end. */
    Response join() {
      return response.toCompletionStage().toCompletableFuture().join();
    }
  }
}
