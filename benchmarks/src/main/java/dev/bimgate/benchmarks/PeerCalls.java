package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayGroup;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Calls to Bimplus for 1,000 reads that go through any gateway of a group: a user's lists, polled
 * seven times while they are fresh, as the vendor's SDK does.
 */
final class PeerCalls {

  private static final String USER = "user-02";

  /** No poll is due when a list ceases to be fresh: a millisecond would decide about a call. */
  private static final Duration POLL = Duration.ofMillis(150);

  private static final int POLLS = 140;
  private static final double GOAL = 1.05;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PrintStream out;
  private final Sandbox sandbox;
  private final String authorization;

  PeerCalls(PrintStream out, Sandbox sandbox) {
    this.out = out;
    this.sandbox = sandbox;
    this.authorization = "Bearer " + sandbox.tokens().forUser(USER);
  }

  /**
   * Counts them.
   *
   * @param groups of which the first is the reference
   */
  void measure(List<GatewayGroup> groups) throws IOException, InterruptedException {
    List<String> teams = sandbox.teamsOf(USER);
    int reads = POLLS * teams.size();
    out.printf(
        "%nCalls for 1,000 reads: %d lists that are fresh for %d ms, polled each %d ms%n",
        teams.size(), PeerCost.FRESH.toMillis(), POLL.toMillis());
    double reference = 0;
    for (GatewayGroup group : groups) {
      int before = calls();
      poll(group, teams);
      double perThousand = 1_000.0 * (calls() - before) / reads;
      reference = reference == 0 ? perThousand : reference;
      double ratio = perThousand / reference;
      out.printf(
          "  %-14s %6.1f of 1,000; %.2f times the first (goal %.2f)%s%n",
          group.name(), perThousand, ratio, GOAL, ratio <= GOAL ? "" : "   MISSED");
    }
  }

  private void poll(GatewayGroup group, List<String> teams)
      throws IOException, InterruptedException {
    // Any seed will do: it says which gateway a read goes through.
    SplittableRandom random = new SplittableRandom(1);
    List<GatewayServer> gateways = group.gateways();
    for (int poll = 0; poll < POLLS; poll++) {
      long started = System.nanoTime();
      for (String team : teams) {
        read(gateways.get(random.nextInt(gateways.size())), "/v2/" + team + "/projects");
      }
      long left = POLL.toNanos() - (System.nanoTime() - started);
      Thread.sleep(Math.max(0, left / 1_000_000));
    }
  }

  private void read(GatewayServer gateway, String list) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri(list))
            .header("Authorization", authorization)
            .header("Cache-Control", "no-cache")
            .build();
    int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("a read returned " + status);
    }
  }

  private int calls() {
    return sandbox.recorder().count(Requests.callsToBimplus().and(Requests.by(USER)));
  }
}
