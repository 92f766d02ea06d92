package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Calls that wait for a Bimplus that hangs, and the connections that they hold. */
class HungCallsTest extends PlainFixture {

  @Test
  void listsEndWhenTheSilenceIsNoticedThoughNobodyCalls() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(16, LONG));
    List<Future<UpstreamResponse>> hung =
        hang(transport, bimplus, i -> get("/teams").sharedBy(CallClass.LISTS, "user " + i));

    pass(Duration.ofSeconds(5));

    hung.forEach(list -> assertFails(list, UpstreamFailure.TIMEOUT));
    assertThat(events.breakers).containsExactly("LISTS opened");
    assertThat(events.finished).hasSize(8).containsOnly("STREAM TIMEOUT");
    assertThat(events.held).isEmpty();
  }

  @Test
  void readsEndWhenAProbeHasGotItsResponseBeforeThemAndWritesDoNot() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(16, LONG));
    List<Future<UpstreamResponse>> hung =
        hang(transport, bimplus, i -> i == 0 ? write() : read("user " + i));

    assertThat(await(probe(transport, bimplus)).status()).isEqualTo(200);

    hung.subList(1, 8).forEach(read -> assertFails(read, UpstreamFailure.TIMEOUT));
    assertThat(hung.get(0).isComplete()).isFalse();
    assertThat(events.held).containsExactly(CallClass.WRITES);
    assertThat(events.breakers).containsExactly("CALLS opened", "CALLS closed");
  }

  @Test
  void whatIsAnsweredRightAfterTheProbeIsServed() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(16, LONG));
    List<Future<UpstreamResponse>> hung = hang(transport, bimplus, i -> read("user " + i));

    Future<UpstreamResponse> probe = probe(transport, bimplus);
    for (int i = 0; i < 8; i++) {
      bimplus.connection(i).write(ok("late"));
    }

    assertThat(await(probe).status()).isEqualTo(200);
    hung.forEach(read -> assertThat(await(read).status()).isEqualTo(200));
  }

  @Test
  void connectionsThatDiedInThePoolCostReadersNothing() {
    int pooled = 20;
    List<Connection> waiting = new ArrayList<>();
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      if (waiting.size() >= pooled && waiting.contains(connection)) {
                        connection.close();
                        return;
                      }
                      waiting.add(connection);
                      if (waiting.size() > pooled) {
                        connection.write(ok("well"));
                      } else if (waiting.size() == pooled) {
                        waiting.forEach(one -> one.write(ok("well")));
                      }
                    }));
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(32, LONG));
    List<Future<String>> first = new ArrayList<>();
    for (int i = 0; i < pooled; i++) {
      first.add(sendAndRead(transport, read("user " + i)));
    }
    first.forEach(Waiting::await);

    for (int i = 0; i < pooled; i++) {
      assertThat(await(sendAndRead(transport, read("user " + i)))).isEqualTo("well");
    }

    assertThat(events.retries).hasSize(pooled).containsOnly(RetryResult.SUCCEEDED);
  }

  private List<Future<UpstreamResponse>> hang(
      Transport transport, RawBimplus bimplus, IntFunction<UpstreamRequest> calls) {
    List<Future<UpstreamResponse>> hung = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hung.add(send(transport, calls.apply(i)));
    }
    for (int i = 0; i < 8; i++) {
      await(bimplus.arrival(i).compose(Connection::firstHead));
    }
    await(onLoop(Future::succeededFuture));
    return hung;
  }

  /** A probe after five seconds of silence and a further one, which Bimplus responds to. */
  private Future<UpstreamResponse> probe(Transport transport, RawBimplus bimplus) {
    pass(Duration.ofSeconds(5));
    assertFails(send(transport, read("other")), UpstreamFailure.UNAVAILABLE);
    pass(Duration.ofSeconds(1));
    Future<UpstreamResponse> probe = send(transport, read("other"));
    Connection ninth = await(bimplus.arrival(8));
    await(ninth.firstHead());
    ninth.write(ok("well"));
    return probe;
  }

  private void pass(Duration time) {
    nanoClock.addAndGet(time.toNanos());
  }

  private static UpstreamRequest read(String party) {
    return get("/teams").sharedBy(CallClass.CALLS, party);
  }

  private static UpstreamRequest write() {
    return request(HttpMethod.DELETE).sharedBy(CallClass.WRITES, "writer");
  }
}
