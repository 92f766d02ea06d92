package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls while a breaker is open, and what opens and closes it. */
class BrokenCircuitTest extends PlainFixture {

  private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

  private final AtomicBoolean well = new AtomicBoolean();
  private int parties;

  @Test
  void aBimplusThatFailsGetsNoFurtherCall() {
    RawBimplus bimplus = bimplus(wellOrBusy());
    Transport transport = transport(bimplus.baseUrl(), options -> options);

    failTenTimes(transport);

    assertFails(send(transport, read("other")), UpstreamFailure.UNAVAILABLE);
    assertThat(events.breakers).containsExactly("CALLS opened");
    assertThat(events.rejected).containsExactly("CALLS UNAVAILABLE");
    assertThat(events.finished).hasSize(10).containsOnly("STREAM SERVER_ERROR");
  }

  @Test
  void aWriteIsRejectedAsWellAndNeverSent() {
    RawBimplus bimplus = bimplus(wellOrBusy());
    Transport transport = transport(bimplus.baseUrl(), options -> options);
    failTenTimes(transport);
    UpstreamRequest write = request(HttpMethod.POST).sharedBy(CallClass.WRITES, "user");

    assertFails(send(transport, write), UpstreamFailure.UNAVAILABLE);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
    assertThat(bimplus.connection(0).received()).doesNotContain("POST");
  }

  @Test
  void aProbeOverAConnectionOfItsOwnClosesTheBreaker() {
    RawBimplus bimplus = bimplus(wellOrBusy());
    Transport transport = transport(bimplus.baseUrl(), options -> options);
    failTenTimes(transport);
    int connections = bimplus.connectionCount();
    well.set(true);
    pass(Duration.ofSeconds(1));

    assertThat(await(sendAndRead(transport, read("other")))).isEqualTo("well");

    assertThat(bimplus.connectionCount()).isEqualTo(connections + 1);
    assertThat(await(bimplus.connection(connections).firstHead()))
        .containsIgnoringCase("connection: close");
    assertThat(events.breakers).containsExactly("CALLS opened", "CALLS closed");
    assertThat(await(sendAndRead(transport, read("one")))).isEqualTo("well");
  }

  @Test
  void aProbeIsNotSentTwice() {
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      if (well.get()) {
                        connection.close();
                      } else {
                        connection.write(BUSY);
                      }
                    }));
    Transport transport = transport(bimplus.baseUrl(), options -> options);
    failTenTimes(transport);
    int connections = bimplus.connectionCount();
    well.set(true);
    pass(Duration.ofSeconds(1));

    assertFails(send(transport, read("other")), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(connections + 1);
    assertThat(events.retries).isEmpty();
  }

  @Test
  void withoutConnectionsTheBreakersOfAllClassesOpen() {
    RawBimplus bimplus = bimplus(silent());
    URI closed = bimplus.baseUrl();
    bimplus.close();
    Transport transport = transport(closed, options -> options);

    for (int i = 0; i < 10; i++) {
      assertFails(send(transport, read("one")), UpstreamFailure.UNREACHABLE);
    }

    assertFails(send(transport, read("one")), UpstreamFailure.UNAVAILABLE);
    assertThat(events.breakers)
        .containsExactlyInAnyOrder("LISTS opened", "CALLS opened", "LOGINS opened");
  }

  @Test
  void aBimplusThatHangsIsNoticedBeforeAnyTimeout() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(16, LONG));
    List<Future<UpstreamResponse>> hung = hang(transport, bimplus);
    pass(Duration.ofSeconds(5));

    assertFails(send(transport, read("other")), UpstreamFailure.UNAVAILABLE);

    assertThat(hung).allSatisfy(call -> assertThat(call.isComplete()).isFalse());
  }

  @Test
  void onceItRespondsToWhatHungAllIsWell() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(16, LONG));
    List<Future<UpstreamResponse>> hung = hang(transport, bimplus);
    pass(Duration.ofSeconds(5));
    assertFails(send(transport, read("other")), UpstreamFailure.UNAVAILABLE);

    bimplus.connection(0).write(ok("late"));
    await(Future.any(hung));

    assertThat(events.breakers).containsExactly("CALLS opened", "CALLS closed");
  }

  @Test
  void whoWaitsForAConnectionFailsWhenTheBreakerOpens() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(1, LONG));
    Future<UpstreamResponse> hung = send(transport, read("one"));
    await(bimplus.arrival(0).compose(Connection::firstHead));
    Future<UpstreamResponse> waiting = send(transport, read("two"));
    await(onLoop(Future::succeededFuture));

    for (int i = 0; i < 10; i++) {
      transport.breakers().of(CallClass.CALLS).unreachable(null, nanoClock.get());
    }

    assertFails(waiting, UpstreamFailure.UNAVAILABLE);
    assertThat(hung.isComplete()).isFalse();
  }

  /** Between its admission and the queue, which the breaker has cleared by then. */
  @Test
  void whoBeginsToWaitWhileTheBreakerOpensFailsAtOnce() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(1, LONG));
    Future<UpstreamResponse> hung = send(transport, read("one"));
    await(bimplus.arrival(0).compose(Connection::firstHead));

    assertFails(send(transport, meetingAnOpening(transport)), UpstreamFailure.UNAVAILABLE);

    assertThat(hung.isComplete()).isFalse();
  }

  @Test
  void whoGetsAConnectionWhileTheBreakerOpensIsNotSent() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options);

    assertFails(send(transport, meetingAnOpening(transport)), UpstreamFailure.UNAVAILABLE);

    assertThat(bimplus.connectionCount()).isZero();
    assertThat(events.held).isEmpty();
  }

  @Test
  void aListThatHadHardlyAnyTimeSaysNothingAboutBimplus() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options);

    for (int i = 0; i < 10; i++) {
      assertFails(sendWithin(transport, SHORT), UpstreamFailure.TIMEOUT);
    }

    assertThat(events.breakers).isEmpty();
  }

  @Test
  void aListThatHadItsWholeTimeDoes() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.listTimeout(SHORT));

    for (int i = 0; i < 10; i++) {
      assertFails(sendWithin(transport, SHORT.minusNanos(1)), UpstreamFailure.TIMEOUT);
    }

    assertThat(events.breakers).containsExactly("CALLS opened");
  }

  @Test
  void listsHaveABreakerOfTheirOwn() {
    RawBimplus bimplus = bimplus(wellOrBusy());
    Transport transport = transport(bimplus.baseUrl(), options -> options);
    failTenTimes(transport);
    well.set(true);

    String list = await(sendAndRead(transport, get("/teams").sharedBy(CallClass.LISTS, "user")));

    assertThat(list).isEqualTo("well");
  }

  @Test
  void withoutBudgetNothingIsRetried() {
    RawBimplus bimplus = bimplus(connection -> connection.onRequest(head -> connection.close()));
    Transport transport = transport(bimplus.baseUrl(), options -> options);
    IntStream.range(0, 10).forEach(i -> transport.retries().take());

    assertFails(send(transport, read("one")), UpstreamFailure.DISCONNECTED);

    assertThat(bimplus.connectionCount()).isEqualTo(1);
    assertThat(events.retries).containsExactly(RetryResult.OVER_BUDGET);
  }

  @Test
  void aRetryThatFailsIsReportedAsFailed() {
    RawBimplus bimplus = bimplus(connection -> connection.onRequest(head -> connection.close()));
    Transport transport = transport(bimplus.baseUrl(), options -> options);

    assertFails(send(transport, read("one")), UpstreamFailure.DISCONNECTED);

    assertThat(events.retries).containsExactly(RetryResult.FAILED);
  }

  private Future<UpstreamResponse> sendWithin(Transport transport, Duration deadline) {
    parties++;
    return onLoop(
        () ->
            transport.send(
                vertx().getOrCreateContext(),
                UpstreamOperation.TEAMS,
                read("user " + parties),
                deadline));
  }

  /** A call that has been admitted when the breaker opens: its share is looked up after that. */
  private static UpstreamRequest meetingAnOpening(Transport transport) {
    Object party =
        new Object() {
          @Override
          public int hashCode() {
            for (int i = 0; i < 10; i++) {
              transport.breakers().of(CallClass.CALLS).unreachable(null, 0);
            }
            return 1;
          }

          @Override
          public boolean equals(Object other) {
            return this == other;
          }
        };
    return get("/teams").sharedBy(CallClass.CALLS, party);
  }

  private List<Future<UpstreamResponse>> hang(Transport transport, RawBimplus bimplus) {
    List<Future<UpstreamResponse>> hung = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hung.add(send(transport, read("user " + i)));
    }
    for (int i = 0; i < 8; i++) {
      await(bimplus.arrival(i).compose(Connection::firstHead));
    }
    await(onLoop(Future::succeededFuture));
    return hung;
  }

  private void failTenTimes(Transport transport) {
    for (int i = 0; i < 10; i++) {
      await(sendAndRead(transport, read("user " + i % 3)));
    }
  }

  private Consumer<Connection> wellOrBusy() {
    return connection ->
        connection.onRequest(head -> connection.write(well.get() ? ok("well") : BUSY));
  }

  private void pass(Duration time) {
    nanoClock.addAndGet(time.toNanos());
  }

  private static UpstreamRequest read(String party) {
    return get("/teams").sharedBy(CallClass.CALLS, party);
  }
}
