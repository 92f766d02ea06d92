package dev.bimgate.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The HTTP client of the sandbox's tests. */
final class Client {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Sandbox sandbox;

  Client(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  HttpResponse<String> get(String path, String token, String... fields) {
    return send("GET", path, token, "", fields);
  }

  JsonArray list(String path, String token) {
    return new JsonArray(get(path, token).body());
  }

  HttpResponse<String> send(
      String method, String path, String token, String body, String... fields) {
    try {
      return http.send(request(method, path, token, body, fields), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  CompletableFuture<HttpResponse<String>> start(String path, String token) {
    return http.sendAsync(request("GET", path, token, ""), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String token, String... fields) {
    try {
      return http.send(request("GET", path, token, "", fields), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("GET " + path, e);
    }
  }

  /** A form for the token endpoint, as name, value, name, value. */
  HttpResponse<String> form(String... pairs) {
    return post(sandbox.tokenEndpoint(), pairs);
  }

  /** Fills in the login form of an authorization request. */
  HttpResponse<String> submit(URI login, String user, String password) {
    return post(login, "username", user, "password", password);
  }

  private HttpResponse<String> post(URI address, String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(encoded(pairs[i + 1]));
    }
    return sent(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build());
  }

  JsonObject json(URI uri) {
    return new JsonObject(sent(HttpRequest.newBuilder(uri).build()).body());
  }

  static JsonObject claims(String token) {
    return part(token, 1);
  }

  static JsonObject header(String token) {
    return part(token, 0);
  }

  private static JsonObject part(String token, int index) {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
    return new JsonObject(new String(json, StandardCharsets.UTF_8));
  }

  private HttpResponse<String> sent(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(request.uri().getPath(), e);
    }
  }

  private HttpRequest request(
      String method, String path, String token, String body, String... fields) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      builder.header("Authorization", token.contains(" ") ? token : "Bearer " + token);
    }
    for (int i = 0; i < fields.length; i += 2) {
      builder.header(fields[i], fields[i + 1]);
    }
    return builder.build();
  }

  private static String encoded(String text) {
    return Arrays.stream(text.split(" ", -1))
        .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8))
        .collect(Collectors.joining("+"));
  }
}
