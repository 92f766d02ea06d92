package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.answering;
import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls of several parties over connections that are all in use. */
class SharesTest extends PlainFixture {

  private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf";

  @Test
  void whoseOwnCallsAreInTheWayHasUsedItsShare() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(4, SHORT));
    await(send(client, read("one")));
    await(send(client, read("one")));

    assertFails(send(client, read("one")), UpstreamFailure.SHARE_USED);

    assertThat(events.rejected).containsExactly("CALLS SHARE_USED");
    assertThat(events.finished).isEmpty();
  }

  @Test
  void whoHoldsNoneMeetsAnExhaustedPool() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(1, SHORT));
    await(send(client, read("one")));

    assertFails(send(client, read("two")), UpstreamFailure.POOL_EXHAUSTED);

    assertThat(events.finished).containsExactly("STREAM POOL_EXHAUSTED");
  }

  /** One request more is no reason to blame a user who has hardly any. */
  @Test
  void whoHoldsOneMeetsAnExhaustedPoolToo() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(1, SHORT));
    await(send(client, read("one")));

    assertFails(send(client, read("one")), UpstreamFailure.POOL_EXHAUSTED);
  }

  @Test
  void aFullQueueBeforeABimplusThatDoesNotRespondIsNotItsUsersDoing() {
    RawBimplus bimplus = bimplus(silent());
    Transport transport = transport(bimplus.baseUrl(), options -> options.pool(4, Duration.ZERO));
    send(transport, read("one"));
    send(transport, read("one"));
    await(bimplus.arrival(0).compose(Connection::firstHead));
    await(bimplus.arrival(1).compose(Connection::firstHead));
    assertFails(send(transport, read("one")), UpstreamFailure.SHARE_USED);

    nanoClock.addAndGet(Duration.ofSeconds(3).toNanos());

    assertFails(send(transport, read("one")), UpstreamFailure.UNAVAILABLE);
  }

  @Test
  void whereNoResponseBeginsMeanwhileBimplusIsUnavailable() {
    RawBimplus bimplus = bimplus(silent());
    BimplusClient client = client(bimplus, options -> options.pool(1, SHORT));
    Future<UpstreamResponse> hung = send(client, read("one"));
    await(bimplus.arrival(0).compose(Connection::firstHead));

    assertFails(send(client, read("one")), UpstreamFailure.UNAVAILABLE);

    assertThat(hung.isComplete()).isFalse();
    assertThat(events.rejected).containsExactly("CALLS UNAVAILABLE");
  }

  @Test
  void aWaitOfZeroEndsAtOnceForTheSameReasons() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(4, Duration.ZERO));
    await(send(client, read("one")));
    await(send(client, read("one")));
    await(send(client, read("three")));

    assertFails(send(client, read("one")), UpstreamFailure.SHARE_USED);
    assertFails(send(client, read("two")), UpstreamFailure.POOL_EXHAUSTED);
  }

  @Test
  void oneUsersManyDownloadsLeaveConnectionsForOthers() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(16, SHORT));
    for (int i = 0; i < 5; i++) {
      await(send(client, read("greedy")));
    }

    assertFails(send(client, read("greedy")), UpstreamFailure.SHARE_USED);
    assertThat(await(send(client, read("other"))).status()).isEqualTo(200);
  }

  @Test
  void aWriteHasAShareOfItsOwn() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(16, SHORT));
    for (int i = 0; i < 5; i++) {
      await(send(client, read("greedy")));
    }

    UpstreamRequest write = request(HttpMethod.DELETE).sharedBy(CallClass.WRITES, "greedy");

    assertThat(await(send(client, write)).status()).isEqualTo(200);
  }

  @Test
  void aConnectionIsHeldUntilTheEndOfTheBody() {
    RawBimplus bimplus = bimplus(answering(ok("whole")));
    BimplusClient client = client(bimplus);
    UpstreamResponse response = await(send(client, read("one")));
    assertThat(events.held).containsExactly(CallClass.CALLS);

    await(read(response));

    assertThat(events.held).isEmpty();
  }

  private static UpstreamRequest read(String party) {
    return get("/teams").sharedBy(CallClass.CALLS, party);
  }
}
