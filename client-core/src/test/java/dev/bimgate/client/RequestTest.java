package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.answering;
import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static dev.bimgate.client.Waiting.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest extends PlainFixture {

  private static final Consumer<Connection> HANG_UP =
      connection -> connection.onRequest(head -> connection.close());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nemetschek/projects?_=1&b=%2F%2f&a=|\"<>[]{}^`%zz&&=",
        "//projects",
        "/nemetschek/a;b/",
        "/a?x=http://b.c/d?e"
      })
  void theTargetGoesOutByteForByte(String target) {
    RawBimplus bimplus = bimplus(answering(ok("")));

    await(sendAndRead(client(bimplus), get(target)));

    assertThat(await(bimplus.connection(0).firstHead()))
        .startsWith("GET /v2" + target + " HTTP/1.1\r\n");
  }

  @Test
  void theFieldsGoOutAsGivenAndNoneIsAdded() {
    RawBimplus bimplus = bimplus(answering(ok("")));
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Accept-Encoding", "br")
            .add("X-Twice", "1")
            .add("X-Twice", "2")
            .add("Host", "elsewhere")
            .add("Content-Length", "77")
            .add("Transfer-Encoding", "chunked");

    await(sendAndRead(client(bimplus), UpstreamRequest.of(HttpMethod.GET, "/teams", headers)));

    assertThat(await(bimplus.connection(0).firstHead()).split("\r\n"))
        .containsExactlyInAnyOrder(
            "GET /v2/teams HTTP/1.1",
            "Accept-Encoding: br",
            "X-Twice: 1",
            "X-Twice: 2",
            "host: " + bimplus.baseUrl().getAuthority());
  }

  @ParameterizedTest
  @CsvSource({"POST, true", "PUT, true", "PATCH, true", "DELETE, false", "OPTIONS, false"})
  void aWriteWithoutBodySaysSo(String method, boolean withLength) {
    RawBimplus bimplus = bimplus(answering(ok("")));

    await(sendAndRead(client(bimplus), request(HttpMethod.valueOf(method))));

    assertThat(await(bimplus.connection(0).firstHead()).contains("content-length: 0"))
        .isEqualTo(withLength);
  }

  @Test
  void aHeaderThatCannotBeSentFailsTheCallAndHoldsNoConnection() {
    RawBimplus bimplus = bimplus(answering(ok("next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Split", "a\r\nb: c");

    Throwable failure =
        awaitFailure(send(client, UpstreamRequest.of(HttpMethod.GET, "/teams", headers)));

    assertThat(failure)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("b: c");
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("next");
  }

  @Test
  void connectIsNotPassedOn() {
    RawBimplus bimplus = bimplus(silent());

    assertThat(awaitFailure(send(client(bimplus), request(HttpMethod.CONNECT))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void continueAndEarlyHintsAreReportedInOrderAndTheResponseAfterThem() {
    RawBimplus bimplus =
        bimplus(
            answering(
                "HTTP/1.1 100 Continue\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + ok("done")));
    List<String> told = new ArrayList<>();
    InterimResponses interim =
        new InterimResponses() {
          @Override
          public void onContinue() {
            told.add("100");
          }

          @Override
          public void onEarlyHints(MultiMap headers) {
            told.add("103 " + headers.get("link"));
          }
        };

    String body = await(sendAndRead(client(bimplus), get("/teams").withInterim(interim)));

    assertThat(told).containsExactly("100", "103 </a>");
    assertThat(body).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void whatIsSafeIsSentOnceMoreWhenItsConnectionFails(String method) {
    RawBimplus bimplus = bimplus(HANG_UP, answering("HTTP/1.1 204 No Content\r\n\r\n"));

    UpstreamResponse response = await(send(client(bimplus), request(HttpMethod.valueOf(method))));

    assertThat(response.status()).isEqualTo(204);
    assertThat(events.retries).containsExactly(RetryResult.SUCCEEDED);
  }

  @Test
  void aPooledConnectionThatWentStaleIsReplaced() {
    RawBimplus bimplus =
        bimplus(
            connection -> {
              List<String> heads = new ArrayList<>();
              connection.onRequest(
                  head -> {
                    heads.add(head);
                    if (heads.size() == 1) {
                      connection.write(ok("first"));
                    } else {
                      connection.close();
                    }
                  });
            },
            answering(ok("second")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));

    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("first");
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("second");
  }

  @Test
  void nothingIsSentThreeTimes() {
    RawBimplus bimplus = bimplus(HANG_UP);

    assertFails(send(client(bimplus), get("/teams")), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(2);
  }

  @Test
  void aGetWithABodyIsNotSentTwice() {
    RawBimplus bimplus = bimplus(HANG_UP);
    ScriptedSource body = new ScriptedSource();
    UpstreamRequest call = get("/teams").withBody(new UploadBody(body, 5));

    Future<UpstreamResponse> answer = send(client(bimplus), call);

    assertFails(answer, UpstreamFailure.DISCONNECTED);
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void afterTheFirstByteOfAResponseNothingIsSentTwice() {
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      connection.write("H");
                      connection.close();
                    }));

    assertFails(send(client(bimplus), get("/teams")), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "GET"})
  void aPooledConnectionThatHadClosedBeforeTheRequestIsReplacedForAnyMethod(String method) {
    RawBimplus bimplus = bimplus(answering(ok("only one")));
    Transport transport = transport(bimplus, closedAtFirst(1));

    Future<String> answer = sendAndRead(transport, request(HttpMethod.valueOf(method)));

    assertThat(await(answer)).isEqualTo("only one");
    assertThat(events.retries).isEmpty();
  }

  @Test
  void oneReplacementIsEnoughHoweverManyPooledConnectionsHaveClosed() {
    RawBimplus bimplus = bimplus(answering(ok("only one")));
    Transport transport = transport(bimplus, closedAtFirst(2));

    String answer = await(sendAndRead(transport, request(HttpMethod.POST)));

    assertThat(answer).isEqualTo("only one");
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void aPooledConnectionThatClosesUnderAWriteFailsItAndSendsNothingAgain() {
    RawBimplus bimplus =
        bimplus(
            connection -> {
              AtomicInteger heads = new AtomicInteger();
              connection.onRequest(
                  head -> {
                    if (heads.incrementAndGet() == 1) {
                      connection.write(ok("first"));
                    } else {
                      connection.close();
                    }
                  });
            },
            answering(ok("second")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    await(sendAndRead(client, get("/teams")));

    assertFails(send(client, request(HttpMethod.POST)), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void noOtherMethodIsSentTwice(String method) {
    RawBimplus bimplus = bimplus(HANG_UP);

    assertFails(
        send(client(bimplus), request(HttpMethod.valueOf(method))), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void afterAnInterimResponseNothingIsSentTwice() {
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                      connection.close();
                    }));

    assertFails(send(client(bimplus), get("/teams")), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void aCallerWhoLeavesBeforeTheResponseResetsTheRequest() {
    RawBimplus bimplus = bimplus(silent(), answering(ok("next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    Promise<Void> left = Promise.promise();
    Future<UpstreamResponse> answer = send(client, get("/teams").abandonedOn(left.future()));
    await(bimplus.arrival(0).compose(Connection::firstHead));

    left.complete();

    assertFails(answer, UpstreamFailure.CANCELLED);
    await(bimplus.connection(0).closed());
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("next");
    assertThat(events.finished).containsExactly("STREAM CANCELLED", "STREAM SUCCEEDED");
  }

  @Test
  void aCallerWhoHasLeftAlreadySendsNothing() {
    RawBimplus bimplus = bimplus(silent());

    assertFails(
        send(client(bimplus), get("/teams").abandonedOn(Future.succeededFuture())),
        UpstreamFailure.CANCELLED);

    assertThat(bimplus.connectionCount()).isZero();
  }

  @Test
  void closingTheClientEndsCallsUnderWayAndThoseThatWait() {
    RawBimplus bimplus = bimplus(silent());
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    Future<UpstreamResponse> underWay = send(client, get("/teams"));
    await(bimplus.arrival(0).compose(Connection::firstHead));
    Future<UpstreamResponse> waiting = send(client, get("/teams"));

    client.close();

    assertFails(underWay, UpstreamFailure.UNREACHABLE);
    assertFails(waiting, UpstreamFailure.UNREACHABLE);
  }

  /** The time in which a pooled connection has closed and the pool does not know it yet. */
  private static UnaryOperator<HttpClient> closedAtFirst(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return real ->
        (HttpClient)
            Proxy.newProxyInstance(
                HttpClient.class.getClassLoader(),
                new Class<?>[] {HttpClient.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("request") && left.getAndDecrement() > 0) {
                    return Future.failedFuture(new HttpClosedException("Connection was closed"));
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
  }
}
