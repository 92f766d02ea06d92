package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayGroup;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a write takes that invalidates a list at all gateways of a group, in turns. */
final class PeerWrites {

  private static final String USER = "user-01";
  private static final int WARM_UP = 2_000;
  private static final int WRITES = 500;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PrintStream out;
  private final String list;
  private final String authorization;

  PeerWrites(PrintStream out, Sandbox sandbox) {
    this.out = out;
    this.list = "/v2/" + sandbox.teams().get(0) + "/projects";
    this.authorization = "Bearer " + sandbox.tokens().forUser(USER);
  }

  /**
   * Measures them.
   *
   * @param groups of which the first is the reference
   */
  void measure(List<GatewayGroup> groups, int rounds) throws IOException, InterruptedException {
    out.printf(
        "Writes through one gateway, one after the other, %d rounds of %d%n", rounds, WRITES);
    List<List<Double>> millis = new ArrayList<>();
    for (GatewayGroup group : groups) {
      write(group, WARM_UP);
      millis.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < groups.size(); i++) {
        millis.get(i).addAll(write(groups.get(i), WRITES));
      }
    }
    double reference = Median.of(millis.get(0));
    for (int i = 0; i < groups.size(); i++) {
      double median = Median.of(millis.get(i));
      out.printf(
          "  %-14s median %6.3f ms, p99 %6.3f ms; %.2f times the first, %+.3f ms%n",
          groups.get(i).name(), median, p99(millis.get(i)), median / reference, median - reference);
    }
  }

  /** The durations of writes, each of which all others have acknowledged. */
  private List<Double> write(GatewayGroup group, int count)
      throws IOException, InterruptedException {
    double before = acknowledged(group);
    HttpRequest write = write(group);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long started = System.nanoTime();
      int status = client.send(write, BodyHandlers.ofByteArray()).statusCode();
      millis.add((System.nanoTime() - started) / 1e6);
      if (status != 200) {
        throw new IllegalStateException("a write returned " + status);
      }
    }
    double acknowledged = acknowledged(group) - before;
    if (group.hasPeers() && acknowledged < count) {
      throw new IllegalStateException(count + " writes, acknowledged " + acknowledged);
    }
    return millis;
  }

  private HttpRequest write(GatewayGroup group) throws IOException, InterruptedException {
    URI projects = group.gateways().get(0).uri(list);
    Matcher id =
        ID.matcher(new String(Http.get(projects, authorization).body(), StandardCharsets.UTF_8));
    if (!id.find()) {
      throw new IllegalStateException("no project");
    }
    return HttpRequest.newBuilder(URI.create(projects + "/" + id.group(1)))
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString("{\"name\":\"Bridge\"}"))
        .build();
  }

  private static double acknowledged(GatewayGroup group) throws IOException, InterruptedException {
    return group.sum("gateway_peers_writes_total", "outcome=\"acknowledged\"");
  }

  private static double p99(List<Double> millis) {
    return millis.stream().sorted().toList().get(millis.size() * 99 / 100);
  }
}
