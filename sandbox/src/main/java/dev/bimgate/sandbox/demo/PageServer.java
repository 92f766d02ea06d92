package dev.bimgate.sandbox.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A web server for the sample page, on a loopback origin of its own: the files of {@code clients/}
 * as they are, and settings for the page.
 */
public final class PageServer implements AutoCloseable {

  private static final String PAGE = "/web/";
  private static final String SETTINGS = PAGE + "settings.json";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final Path directory;
  private final HttpServer server;
  private volatile JsonObject settings = new JsonObject();

  private PageServer(Path directory, HttpServer server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Starts one on a free port.
   *
   * @param clients the directory with {@code web} and {@code node_modules}
   */
  public static PageServer start(Path clients) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PageServer started = new PageServer(clients.toAbsolutePath().normalize(), server);
    server.createContext("/", started::respond);
    server.start();
    return started;
  }

  /** Scheme, host and port, as a browser sends it in {@code Origin}. */
  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI page() {
    return URI.create(origin() + PAGE);
  }

  /** Tells the page which gateway to call, and where users log in for which app. */
  public void connect(URI gateway, URI issuer, String client) {
    settings =
        new JsonObject()
            .put("gateway", gateway.toString())
            .put("issuer", issuer.toString())
            .put("clientId", client);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Optional<Path> file = file(path);
      byte[] body;
      if (path.equals(SETTINGS)) {
        body = settings.encodePrettily().getBytes(StandardCharsets.UTF_8);
      } else if (file.isPresent()) {
        body = Files.readAllBytes(file.get());
      } else {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type(path));
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The file of that path, none outside of the directory. */
  private Optional<Path> file(String path) {
    Path file = directory.resolve("." + withIndex(path)).normalize();
    return file.startsWith(directory) && Files.isRegularFile(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  private static String type(String path) {
    String name = withIndex(path);
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
  }

  private static String withIndex(String path) {
    return path.endsWith("/") ? path + "index.html" : path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
