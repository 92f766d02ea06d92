package dev.bimgate.gateway.passthrough;

import static dev.bimgate.gateway.StreamClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadWindowsTest {

  private static final String USUAL = "65535";
  private static final String WIDE = "262144";

  private final Vertx vertx = Vertx.vertx();
  private final UploadWindows windows = new UploadWindows(1);
  private final BlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();
  private final HttpServer server = await(listening());

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aConnectionHasAWideWindowFromItsFirstUploadOn() {
    HttpClient client = client(HttpVersion.HTTP_2);

    assertThat(windowAfterUpload(client)).isEqualTo(WIDE);
    assertThat(windowAfterUpload(client)).isEqualTo(WIDE);
  }

  @Test
  void oneMoreThanAllowedHasTheUsualWindowUntilAnotherHasClosed() throws Exception {
    HttpClient first = client(HttpVersion.HTTP_2);
    windowAfterUpload(first);

    assertThat(windowAfterUpload(client(HttpVersion.HTTP_2))).isEqualTo(USUAL);

    await(first.close());
    assertThat(closed.poll(1, TimeUnit.MINUTES)).isTrue();
    assertThat(windowAfterUpload(client(HttpVersion.HTTP_2))).isEqualTo(WIDE);
  }

  @Test
  void http1HasNoWindow() {
    assertThat(windowAfterUpload(client(HttpVersion.HTTP_1_1))).isEqualTo("none");
  }

  private Future<HttpServer> listening() {
    return vertx
        .createHttpServer()
        .connectionHandler(connection -> connection.closeHandler(end -> closed.add(true)))
        .requestHandler(
            request -> {
              request.pause();
              // Outside the read, after which all would be flushed.
              vertx.runOnContext(nothing -> respond(request));
            })
        .listen(0, "127.0.0.1");
  }

  private void respond(HttpServerRequest request) {
    windows.widen(request);
    boolean http2 = request.version() == HttpVersion.HTTP_2;
    String window = http2 ? Integer.toString(request.connection().getWindowSize()) : "none";
    request.body().onSuccess(body -> request.response().end(window));
    request.resume();
  }

  private HttpClient client(HttpVersion version) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(server.actualPort());
    return vertx.createHttpClient(options);
  }

  private static String windowAfterUpload(HttpClient client) {
    return await(
            client
                .request(HttpMethod.POST, "/")
                .compose(request -> request.send(Buffer.buffer(new byte[1_000_000])))
                .compose(HttpClientResponse::body))
        .toString();
  }
}
