package dev.bimgate.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bimgate.deployment.faults.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real Alertmanager with the configuration that we ship, on a free loopback port, and the web
 * server that its receivers name.
 *
 * @param received the notifications: receivers, and which alerts were firing or resolved
 */
record Alertmanager(Program program, URI url, HttpServer webhook, Tally received)
    implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("msg=\"?Listening on\"? address=(\\S+)");

  /** Starts one that sends at once what it has otherwise gathered for half a minute. */
  static Alertmanager start(Path directory) throws IOException {
    Tally received = new Tally();
    HttpServer webhook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext("/", exchange -> receive(exchange, received));
    webhook.start();
    Path configuration = directory.resolve("alertmanager.yml");
    Files.writeString(configuration, adapted("127.0.0.1:" + webhook.getAddress().getPort()));
    Program program =
        Program.start(
            directory,
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + directory.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:0"));
    String address = program.awaitLine(LISTENING).group(1);
    return new Alertmanager(program, URI.create("http://" + address), webhook, received);
  }

  private static String adapted(String webhook) throws IOException {
    String shipped = Files.readString(Repository.ALERTMANAGER_CONFIGURATION);
    String fast = Prometheus.replaced(shipped, "group_wait: 30s", "group_wait: 100ms");
    String faster = Prometheus.replaced(fast, "group_interval: 5m", "group_interval: 1s");
    return faster.replace("localhost:9099", webhook);
  }

  private static void receive(HttpExchange exchange, Tally received) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode notification = Keycloak.json(new String(body, StandardCharsets.UTF_8));
      for (JsonNode alert : notification.required("alerts")) {
        received.count(
            notification.required("receiver").textValue(),
            alert.at("/labels/alertname").textValue() + " " + alert.at("/status").textValue());
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Whether a receiver has got that alert, as {@code firing} or {@code resolved}. */
  boolean hasSent(String receiver, String alert, String status) {
    return received.row(receiver).containsKey(alert + " " + status);
  }

  @Override
  public void close() {
    program.close();
    webhook.stop(0);
  }
}
