package dev.bimgate.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The client of these tests: HTTP/1.1, as the vendor's programs speak it. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  public static HttpRequest.Builder request(URI url, String authorization) {
    return HttpRequest.newBuilder(url).header("Authorization", authorization);
  }

  public static HttpResponse<String> get(URI url) {
    return send(HttpRequest.newBuilder(url), BodyHandlers.ofString());
  }

  public static HttpResponse<String> get(URI url, String authorization) {
    return send(request(url, authorization), BodyHandlers.ofString());
  }

  /** Sends all of these at once; completes when all have been answered. */
  public static CompletableFuture<Void> start(Stream<HttpRequest.Builder> requests) {
    return CompletableFuture.allOf(
        requests
            .map(request -> CLIENT.sendAsync(request.build(), BodyHandlers.discarding()))
            .toArray(CompletableFuture<?>[]::new));
  }

  public static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    return send(CLIENT, request, body);
  }

  /** The same by another client. */
  static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
