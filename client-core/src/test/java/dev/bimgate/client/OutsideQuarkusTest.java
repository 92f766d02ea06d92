package dev.bimgate.client;

import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a Java program without Quarkus can use of the client. */
class OutsideQuarkusTest extends PlainFixture {

  @Test
  void streamsNeedNoMoreThanAVertx() {
    RawBimplus bimplus = bimplus(RawBimplus.answering(RawBimplus.ok("first")));

    assertThat(await(client(bimplus).stream(get("/things")).compose(ClientFixture::text)))
        .isEqualTo("first");
  }

  @Test
  void theTypedCallsFailWithoutACall() {
    RawBimplus bimplus = bimplus(RawBimplus.answering(RawBimplus.ok("[]")));
    BimplusClient client = client(bimplus);

    assertThatThrownBy(
            () -> client.teams(new Credential("Bearer x")).await().atMost(Duration.ofMinutes(1)))
        .isInstanceOf(RuntimeException.class);
    assertThat(bimplus.connectionCount()).isZero();
  }
}
