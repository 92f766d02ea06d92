package dev.bimgate.gateway.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand first reads of one list at once by one caller. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class HerdTest {

  private static final int READERS = 1_000;
  private static final int LEAVING = 200;

  @Inject Ground ground;
  @Inject Arrivals arrivals;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  private String authorization;
  private Vertx vertx;
  private HttpClient client;

  /** One read: its request, to be cancelled early, and the body of its response. */
  private record Read(HttpClientRequest request, CompletableFuture<Buffer> body) {}

  @BeforeEach
  void openClient() {
    vertx = Vertx.vertx();
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(gateway.getPort())
                .setMaxPoolSize(READERS));
    // The verified token is cached from here on.
    authorization = "Bearer " + ground.token(Ground.USER);
    ground.with(authorization).get("/v2/teams").then().statusCode(200);
    arrivals.reset();
  }

  @AfterEach
  void closeClient() throws Exception {
    done(vertx.close().toCompletionStage().toCompletableFuture());
  }

  @Test
  void aThousandFirstReadsAreOneCallAndAThousandEqualBodies() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    List<Read> reads = startReads();

    arrivals.await(READERS);
    gate.release();
    List<Buffer> bodies = bodiesOf(reads);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
    assertThat(bodies).hasSize(READERS).containsOnly(bodies.get(0));
    assertThat(bodies.get(0).toJsonArray()).isNotEmpty();
  }

  @Test
  void twoHundredWhoLeaveEarlyChangeNeitherTheCallNorTheOthersBodies() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    List<Read> reads = startReads();
    arrivals.await(READERS);

    // The first ones, so that the request that started the load is among them.
    reads.subList(0, LEAVING).forEach(read -> read.request().reset());
    log.await(line -> line.contains(" outcome=client_gone "), LEAVING);
    gate.release();
    List<Buffer> bodies = bodiesOf(reads.subList(LEAVING, READERS));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
    assertThat(bodies).hasSize(READERS - LEAVING).containsOnly(bodies.get(0));
    assertThat(bodies.get(0).toJsonArray()).isNotEmpty();
  }

  /** More than twice {@code gateway.limits.max-requests}. */
  @Test
  void fiveThousandCachedReadsAreServed() throws Exception {
    ground.with(authorization).get(ground.projects()).then().statusCode(200);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(gateway.getPort())
                .setHttp2MaxPoolSize(50));

    List<Buffer> bodies = bodiesOf(startReads(5_000));

    assertThat(bodies).hasSize(5_000).containsOnly(bodies.get(0));
    assertThat(bodies.get(0).toJsonArray()).isNotEmpty();
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  private List<Read> startReads() throws Exception {
    return startReads(READERS);
  }

  private List<Read> startReads(int readers) throws Exception {
    List<CompletableFuture<Read>> started =
        IntStream.range(0, readers).mapToObj(i -> startRead()).toList();
    List<Read> reads = new ArrayList<>();
    for (CompletableFuture<Read> read : started) {
      reads.add(done(read));
    }
    return reads;
  }

  private CompletableFuture<Read> startRead() {
    return client
        .request(HttpMethod.GET, ground.projects())
        .map(
            request -> {
              request.putHeader("Authorization", authorization);
              CompletableFuture<Buffer> body =
                  request
                      .response()
                      .compose(response -> response.body())
                      .toCompletionStage()
                      .toCompletableFuture();
              request.send();
              return new Read(request, body);
            })
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static List<Buffer> bodiesOf(List<Read> reads) throws Exception {
    List<Buffer> bodies = new ArrayList<>();
    for (Read read : reads) {
      bodies.add(done(read.body()));
    }
    return bodies;
  }

  private static <T> T done(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }
}
