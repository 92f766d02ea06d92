package dev.bimgate.client.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's token endpoint (RFC 6749, section 3.2), found in its discovery document.
 *
 * <p>The endpoint is remembered until a call fails.
 */
final class TokenEndpoint {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final OidcClient client;

  /** HTTP/1.1, as it asks for an upgrade otherwise where there is no TLS. */
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private volatile @Nullable URI endpoint;

  TokenEndpoint(OidcClient client) {
    this.client = client;
  }

  /**
   * The JSON of a successful response.
   *
   * @param form the parameters of the grant, without those of the client
   */
  CompletableFuture<JsonNode> grant(Map<String, String> form) {
    URI known = endpoint;
    CompletableFuture<URI> found =
        known == null ? discover() : CompletableFuture.completedFuture(known);
    return found
        .thenCompose(address -> send(request(address, form), "The issuer does not respond"))
        .thenApply(TokenEndpoint::granted)
        .whenComplete((granted, failure) -> endpoint = failure == null ? endpoint : null);
  }

  private CompletableFuture<URI> discover() {
    if (!isConfidential(client.discoveryUrl())) {
      return CompletableFuture.failedFuture(
          BimplusException.unanswered("The discovery document has to be at an https URL", null));
    }
    HttpRequest request = HttpRequest.newBuilder(client.discoveryUrl()).timeout(TIMEOUT).build();
    return send(request, "The discovery document cannot be fetched")
        .thenApply(
            response -> {
              URI address = endpointIn(response);
              endpoint = address;
              return address;
            });
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest request, String onFailure) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw BimplusException.unanswered(onFailure, failure);
              }
              return response;
            });
  }

  private HttpRequest request(URI address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    body += client.scope() == null ? "" : "&scope=" + encoded(client.scope());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    String secret = client.secret();
    if (secret == null) {
      body += "&client_id=" + encoded(client.id());
    } else {
      request.header("Authorization", basic(client.id(), secret));
    }
    return request.POST(BodyPublishers.ofString(body)).build();
  }

  /** Both are form-encoded first (RFC 6749, section 2.3.1). */
  private static String basic(String id, String secret) {
    byte[] pair = (encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static URI endpointIn(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw rejected("The response for the discovery document", response);
    }
    String found = json(response).path("token_endpoint").asText();
    try {
      URI address = URI.create(found);
      if (isConfidential(address)) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // As without one.
    }
    throw BimplusException.unanswered(
        "The discovery document has no token_endpoint with https", null);
  }

  /** Whether secrets are safe on the way: https, or http that does not leave the machine. */
  private static boolean isConfidential(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(host)));
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static JsonNode granted(HttpResponse<String> response) {
    JsonNode body = json(response);
    if (response.statusCode() == 200 && body.path("access_token").isTextual()) {
      return body;
    }
    throw rejected("The issuer's response", response);
  }

  private static BimplusException rejected(String subject, HttpResponse<String> response) {
    JsonNode error = json(response).path("error");
    Duration retryAfter =
        RetryAfter.of(
            response.headers().firstValue("Retry-After").orElse(null),
            response.headers().firstValue("Date").orElse(null));
    return BimplusException.ofIssuer(
        subject, response.statusCode(), error.isTextual() ? error.asText() : null, retryAfter);
  }

  /** Its JSON; a missing node if it is none. */
  private static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      return MissingNode.getInstance();
    }
  }
}
