package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.store.StoredResponse;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.StreamClient;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.ShortResponseEncoder;
import dev.bimgate.gateway.context.http.ClientStream;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hits whose headers are written as lines, beside the same through the headers of Vert.x. */
class ListResponseWriterTest {

  private static final Instant ARRIVED = Instant.ofEpochSecond(1_800_000_000);
  private static final long NOW = ARRIVED.plusSeconds(23).toEpochMilli();
  private static final String LIST = "[\"" + "house".repeat(300) + "\"]";
  private static final String ETAG = "If-None-Match: \"tag-1\"";
  private static final String GZIP = "Accept-Encoding: gzip";

  /** Sets a header that is then replaced, so that the headers go through those of Vert.x. */
  private static final String THROUGH_VERTX = "/through-vertx";

  private final Vertx vertx = Vertx.vertx();
  private final List<Class<?>> handlers = new CopyOnWriteArrayList<>();
  private final List<String> logged = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    StreamClient.await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "false, X-Any: 1",
    "true, X-Any: 1",
    "false, " + GZIP,
    "true, " + GZIP,
    "false, " + ETAG,
    "true, " + ETAG,
    "false, Range: bytes=0-99",
    "false, Connection: close",
    "false, Origin: https://app.test",
    "true, Origin: https://app.test",
  })
  void theHeadersAreTheSame(boolean tellsReuse, String field) throws Exception {
    StoredResponse list =
        stored(
            new Header("Content-Type", "application/json"),
            new Header("Date", "Fri, 15 Jan 2027 08:00:00 GMT"),
            new Header("Vary", "X-App"),
            new Header("X-Total-Count", "300"),
            new Header("X-Name", "H\u00e4user"),
            new Header("X-Name", "more"));
    URI server = server(new ListResponseWriter(tellsReuse), list);

    assertThat(lines(server, "/", field)).isEqualTo(lines(server, THROUGH_VERTX, field));
  }

  @Test
  void theHeadersOverHttp2AreTheSameInLowerCase() throws Exception {
    StoredResponse list =
        stored(
            new Header("Content-Type", "application/json"),
            new Header("Date", "Fri, 15 Jan 2027 08:00:00 GMT"),
            new Header("Vary", "X-App"),
            new Header("X-Name", "H\u00e4user"),
            new Header("X-Name", "more"));
    URI server = server(new ListResponseWriter(false), list);

    List<String> lines = lines(server, "/", "X-Any: 1");

    assertThat(linesOverHttp2(server))
        .containsExactlyInAnyOrderElementsOf(
            lines.subList(1, lines.size()).stream()
                .map(ListResponseWriterTest::http2Line)
                .toList());
  }

  /** As one with other settings has stored it. */
  @Test
  void theCachingHeadersOfAPeersListAreReplaced() throws Exception {
    StoredResponse list = stored(new Header("Cache-Control", "max-age=60"));

    assertThat(lines(server(new ListResponseWriter(false), list), "/", "X-Any: 1"))
        .contains("cache-control: private, no-cache")
        .noneMatch(line -> line.contains("max-age"));
  }

  @Test
  void aHitWithoutDateGetsOne() throws Exception {
    URI server = server(new ListResponseWriter(false), stored());

    assertThat(head(server, "/", "X-Any: 1").values("Date")).hasSize(1);
  }

  /** Another name of Vert.x's encoder would only make hits slower. */
  @Test
  void theEncoderOfVertxIsFound() throws Exception {
    head(server(new ListResponseWriter(false), stored()), "/", "X-Any: 1");

    assertThat(handlers).contains(ShortResponseEncoder.class);
  }

  @Test
  void pipelinedHitsAreWhole() throws Exception {
    URI server = server(new ListResponseWriter(false), stored());
    try (RawConnection connection = RawConnection.to(server)) {
      connection.send(
          RawConnection.head("GET / HTTP/1.1")
              + RawConnection.head("GET / HTTP/1.1", ETAG)
              + RawConnection.head("HEAD / HTTP/1.1")
              + RawConnection.head("GET " + THROUGH_VERTX + " HTTP/1.1")
              + RawConnection.head("GET / HTTP/1.1", "Connection: close"));

      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.body(LIST.length())).isEqualTo(LIST);
      assertThat(connection.head().statusLine()).isEqualTo("HTTP/1.1 304 Not Modified");
      assertThat(connection.head().values("Content-Length")).containsExactly("" + LIST.length());
      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.body(LIST.length())).isEqualTo(LIST);
      assertThat(connection.head().values("Connection")).containsExactly("close");
      assertThat(connection.untilClosed()).isEqualTo(LIST);
    }
  }

  @Test
  void theLengthOfTheBodyIsLogged() throws Exception {
    URI server = server(new ListResponseWriter(false), stored());

    head(server, "/", "X-Any: 1");

    assertThat(logged).containsExactly("" + LIST.length());
  }

  private static List<String> lines(URI server, String path, String field) throws IOException {
    RawHead head = head(server, path, field);
    List<String> lines = new ArrayList<>(List.of(head.statusLine()));
    head.fields().stream()
        .filter(line -> !line.startsWith("X-Request-Id"))
        .sorted(Comparator.naturalOrder())
        .forEach(lines::add);
    return lines;
  }

  private List<String> linesOverHttp2(URI server) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    HttpClientResponse response =
        StreamClient.await(
            client
                .request(HttpMethod.GET, server.getPort(), server.getHost(), "/")
                .compose(HttpClientRequest::send));
    return response.headers().entries().stream()
        .filter(field -> !field.getKey().equals("x-request-id"))
        .map(field -> field.getKey() + ": " + field.getValue())
        .toList();
  }

  private static String http2Line(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  private static RawHead head(URI server, String path, String field) throws IOException {
    return RawConnection.ask(server, "GET " + path + " HTTP/1.1", field);
  }

  private URI server(ListResponseWriter writer, StoredResponse list) {
    HttpServer server =
        StreamClient.await(
            vertx
                .createHttpServer()
                .connectionHandler(this::connected)
                .requestHandler(arrived -> respond(arrived, writer, list))
                .listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void connected(HttpConnection connection) {
    ShortResponseEncoder.addTo(connection);
    ClientStream.channelOf(connection)
        .pipeline()
        .forEach(each -> handlers.add(each.getValue().getClass()));
  }

  private void respond(HttpServerRequest arrived, ListResponseWriter writer, StoredResponse list) {
    arrived.response().endHandler(end -> logged.add("" + arrived.response().bytesWritten()));
    if (arrived.path().equals(THROUGH_VERTX)) {
      arrived.response().putHeader("Age", "1");
    }
    if (arrived.headers().contains("Origin")) {
      arrived.response().headers().add("Vary", "origin").add("Access-Control-Allow-Origin", "*");
    }
    writer.write(new RequestContext(arrived), list, NOW);
  }

  private static StoredResponse stored(Header... headers) {
    ListResponse response =
        ListResponse.builder(200, LIST.getBytes(StandardCharsets.US_ASCII), ARRIVED)
            .headers(List.of(headers))
            .etag("\"tag-1\"")
            .buildStored();
    Caller caller = new Caller(new User("issuer", "anna"), "portal", Set.of());
    Lifetimes minute = new Lifetimes(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
    return new StoredResponse(
        CacheKey.of(CachedRoute.PROJECTS, caller, "house", ""),
        response,
        response.freshness(minute),
        0,
        0,
        0);
  }
}
