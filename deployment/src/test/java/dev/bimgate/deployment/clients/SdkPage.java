package dev.bimgate.deployment.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page with the vendor's SDK and our snippet for it, on an origin of its own, for Chromium. */
record SdkPage(HttpServer server) implements AutoCloseable {

  private static final Path CLIENTS = Repository.ROOT.resolve("clients");

  private static final Map<String, Path> FILES =
      Map.of(
          "/",
          Repository.ROOT.resolve("deployment/src/test/resources/clients/websdk.html"),
          "/lists.js",
          CLIENTS.resolve("websdk/lists.js"),
          "/jquery.js",
          CLIENTS.resolve("node_modules/jquery/dist/jquery.min.js"),
          "/bimplus-websdk.js",
          CLIENTS.resolve("node_modules/bimplus-websdk/dist/bimplus-websdk.js"));

  static SdkPage serve() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", SdkPage::send);
    server.start();
    return new SdkPage(server);
  }

  private static void send(HttpExchange exchange) throws IOException {
    Path file = FILES.get(exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : 0);
    if (file != null) {
      Files.copy(file, exchange.getResponseBody());
    }
    exchange.close();
  }

  /** Opens it with a gateway and a token, and returns its text once all requests have ended. */
  Program.Ending browse(Path profile, URI baseUrl, String token) {
    String page = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    List<String> command = new ArrayList<>(List.of("chromium", "--headless"));
    command.addAll(WebWorld.FLAGS);
    command.add("--user-data-dir=" + profile);
    command.add("--virtual-time-budget=60000");
    command.addAll(List.of("--dump-dom", page + "#" + baseUrl + "|" + token));
    return Program.run(profile, command);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
