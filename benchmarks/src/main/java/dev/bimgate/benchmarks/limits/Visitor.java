package dev.bimgate.benchmarks.limits;

import dev.bimgate.benchmarks.servers.GatewayServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of the gateway: its requests are timed from their start to the last byte received. */
final class Visitor {

  private static final HttpClient SHARED = client();
  private static final Pattern PROBLEM = Pattern.compile("urn:bimgate:problem:([a-z-]+)");

  private final HttpClient client;
  private final GatewayServer gateway;
  private final List<String> headers;

  private Visitor(HttpClient client, GatewayServer gateway, List<String> headers) {
    this.client = client;
    this.gateway = gateway;
    this.headers = headers;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  static Visitor of(GatewayServer gateway, String token) {
    return new Visitor(SHARED, gateway, List.of("Authorization", "Bearer " + token));
  }

  static Visitor anonymous(GatewayServer gateway) {
    return new Visitor(SHARED, gateway, List.of());
  }

  /** The same with threads of its own: however much it does, others are timed without it. */
  Visitor apart() {
    return new Visitor(client(), gateway, headers);
  }

  /** The same behind a proxy, which the gateway must trust, at this address. */
  Visitor from(String address) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of("X-Forwarded-For", address));
    return new Visitor(client, gateway, more);
  }

  CompletableFuture<Reply> get(String path) {
    return send(HttpRequest.newBuilder(gateway.uri(path)));
  }

  CompletableFuture<Reply> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private CompletableFuture<Reply> send(HttpRequest.Builder request) {
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    long sent = System.nanoTime();
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, failure) -> {
              double millis = (System.nanoTime() - sent) / 1e6;
              return failure != null
                  ? new Reply(sent, millis, 0, "")
                  : new Reply(sent, millis, response.statusCode(), problem(response));
            });
  }

  private static String problem(HttpResponse<String> response) {
    Matcher type = PROBLEM.matcher(response.statusCode() < 400 ? "" : response.body());
    return type.find() ? type.group(1) : "";
  }
}
