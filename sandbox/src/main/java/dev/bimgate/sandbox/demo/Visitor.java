package dev.bimgate.sandbox.demo;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The client of the walk: sends requests, measures their time and counts those to the API. */
final class Visitor {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI api;
  private int requests;

  Visitor(HttpClient http, URI api) {
    this.http = http;
    this.api = api;
  }

  /** Requests to the API so far, those to the issuer left out. */
  int requests() {
    return requests;
  }

  Reply get(String path, String credential) throws IOException {
    return api(path, credential, HttpRequest.newBuilder().GET());
  }

  Reply getUnlessMatches(String path, String credential, String etag) throws IOException {
    return api(path, credential, HttpRequest.newBuilder().header("If-None-Match", etag).GET());
  }

  Reply post(String path, String credential, String json) throws IOException {
    return api(
        path,
        credential,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Reply postForm(URI target, Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private Reply api(String path, String credential, HttpRequest.Builder request)
      throws IOException {
    requests++;
    return send(request.uri(URI.create(api + path)).header("Authorization", credential));
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    return send(http, request);
  }

  /** Sends a request and measures its time. */
  static Reply send(HttpClient http, HttpRequest.Builder request) throws IOException {
    long start = System.nanoTime();
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.timeout(LONGEST).build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Map<String, String> fields = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Reply(response.statusCode(), fields, Buffer.buffer(response.body()), took);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
