package dev.bimgate.cache.model;

import static dev.bimgate.cache.Lists.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.HandClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ListResponseTest {

  private static final byte[] LONG = bytes("[{\"id\":1,\"name\":\"house\"}]".repeat(100));

  @Test
  void aStrongETagIsMadeFromTheBodyWhereNoneIsGiven() {
    // Given: printf '[]' | openssl dgst -sha256 -binary | basenc --base64url
    byte[] body = bytes("[]");

    // When
    ListResponse response = answer(body).buildStored();

    // Then
    assertThat(response.etag()).isEqualTo("\"T1PNoYwrqgwDVLtfmj7L5e0Sq02OEbqHPC8RFhICuUU\"");
    assertThat(response.validators()).isEqualTo(Validators.NONE);
  }

  @Test
  void aGivenETagIsStored() {
    assertThat(answer(LONG).etag("\"v1\"").buildStored().etag()).isEqualTo("\"v1\"");
  }

  @Test
  void aResponseThatIsNoListHasNoETagOfOurs() {
    assertThat(ListResponse.builder(404, LONG, HandClock.START).buildStored().etag()).isNull();
  }

  @Test
  void theETagOfTheGzipFormIsWeak() {
    assertThat(answer(LONG).etag("\"v1\"").buildStored().gzipEtag()).isEqualTo("W/\"v1\"");
    assertThat(answer(LONG).etag("W/\"v1\"").buildStored().gzipEtag()).isEqualTo("W/\"v1\"");
  }

  @Test
  void equalBodiesAreInMemoryOnce() {
    ListResponse one = answer(LONG.clone()).buildStored();
    ListResponse other = answer(LONG.clone()).etag("\"v1\"").buildStored();

    assertThat(other.body()).isSameAs(one.body());
    assertThat(other.gzipBody()).isSameAs(one.gzipBody());
    assertThat(answer(LONG.clone()).inOneForm().buildStored().gzipBody()).isNull();
  }

  @Test
  void theETagOfEqualBodiesIsComputedOnce() {
    ListResponse one = answer(LONG.clone()).buildStored();
    ListResponse other = answer(LONG.clone()).buildStored();

    assertThat(other.etag()).isSameAs(one.etag());
  }

  /** It may be another one than would be made here. */
  @Test
  void theGzipFormOfAnotherGatewayStaysThatOfItsList() {
    byte[] gzip = {31, -117};
    ListResponse elsewhere = answer(LONG.clone()).again(gzip);
    ListResponse here = answer(LONG.clone()).buildStored();

    assertThat(elsewhere.gzipBody()).isEqualTo(gzip);
    assertThat(here.gzipBody()).isNotEqualTo(gzip);
    assertThat(answer(LONG.clone()).again(gzip).gzipBody()).isSameAs(elsewhere.gzipBody());
  }

  @Test
  void anETagThatCouldEndItsLineIsRejected() {
    assertThatThrownBy(() -> answer(LONG).etag("\"v1\r\n\""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGzipFormHoldsTheSameBody() throws IOException {
    // Given
    byte[] packed = answer(LONG).buildStored().gzipBody();

    // When
    byte[] unpacked = packed == null ? new byte[0] : unpack(packed);

    // Then
    assertThat(unpacked).isEqualTo(LONG);
    assertThat(packed).hasSizeLessThan(LONG.length);
  }

  @Test
  void aBodyThatGzipMakesLongerHasNoGzipForm() {
    assertThat(answer(bytes("[]")).buildStored().gzipBody()).isNull();
  }

  /** As with {@code no-transform}: RFC 9110, section 7.7. */
  @Test
  void aBodyInOneFormHasNoGzipForm() {
    assertThat(answer(LONG).inOneForm().buildStored().gzipBody()).isNull();
  }

  @Test
  void aResponseServedOnceHasNeitherGzipFormNorETagOfOurs() {
    // Given
    ListResponse.Builder builder = answer(LONG);

    // When
    ListResponse response = builder.buildTransient();

    // Then
    assertThat(response.gzipBody()).isNull();
    assertThat(response.etag()).isNull();
    assertThat(response.gzipEtag()).isNull();
  }

  @Test
  void theWeightCountsBodyGzipFieldsAndObjects() {
    // Given
    ListResponse bare = answer(LONG).buildTransient();

    // When
    ListResponse full = answer(LONG).headers(List.of(new Header("Name", "value"))).buildStored();

    // Then
    byte[] packed = full.gzipBody();
    int gzip = packed == null ? 0 : packed.length;
    assertThat(bare.weightBytes()).isEqualTo(ListResponse.ENTRY_OVERHEAD_BYTES + LONG.length);
    assertThat(full.weightBytes() - bare.weightBytes())
        .isEqualTo(gzip + ListResponse.FIELD_OVERHEAD_BYTES + 4 + 5);
  }

  @Test
  void theAgeIsWhatItCameWithAndTheTimeSince() {
    // Given
    ListResponse response = answer(LONG).receivedAge(Duration.ofMillis(2500)).buildTransient();
    long arrived = HandClock.START.toEpochMilli();

    // When
    long age = response.ageSeconds(arrived + 1500);

    // Then
    assertThat(age).isEqualTo(4);
    assertThat(response.ageSeconds(arrived - 5000)).isEqualTo(2);
  }

  @Test
  void anEndlessAgeIsServedAsTheLargestOne() {
    // Given
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

    // When
    ListResponse response = answer(LONG).receivedAge(endless).buildTransient();

    // Then
    assertThat(response.ageSeconds(HandClock.START.toEpochMilli())).isEqualTo(1L << 31);
  }

  /** RFC 9111, section 3.2: headers of a 304 replace the stored ones of their name. */
  @Test
  void a304ReplacesFieldsByNameAndLeavesThoseOfTheBody() {
    // Given
    ListResponse stored =
        answer(LONG)
            .headers(
                List.of(
                    new Header("Content-Type", "application/json"),
                    new Header("Link", "<a>"),
                    new Header("Link", "<b>"),
                    new Header("X-Kept", "1")))
            .buildStored();
    List<Header> by =
        List.of(
            new Header("content-type", "text/plain"),
            new Header("Content-Length", "0"),
            new Header("Content-Encoding", "br"),
            new Header("Content-Range", "bytes 0-1/2"),
            new Header("LINK", "<c>"));

    // When
    ListResponse renewed =
        stored.freshened(
            by, HandClock.START.plusSeconds(60), Duration.ZERO, Cacheability.CONFIGURED);

    // Then
    assertThat(renewed.headers())
        .containsExactly(
            new Header("Content-Type", "application/json"),
            new Header("X-Kept", "1"),
            new Header("LINK", "<c>"));
    assertThat(renewed.arrivedAt()).isEqualTo(HandClock.START.plusSeconds(60));
    assertThat(renewed.gzipBody()).isSameAs(stored.gzipBody());
  }

  private static ListResponse.Builder answer(byte[] body) {
    return ListResponse.builder(200, body, HandClock.START);
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readAllBytes();
    }
  }

  @Test
  void aFieldIsFoundByItsNameInAnyCase() {
    // When
    ListResponse response =
        answer(LONG)
            .headers(List.of(new Header("Link", "<a>"), new Header("link", "<b>")))
            .buildTransient();

    // Then
    assertThat(response.header("LINK")).isEqualTo("<a>");
    assertThat(response.header("Retry-After")).isNull();
  }

  /** It may be logged, and the list belongs to its reader. */
  @Test
  void itsTextHoldsNothingOfTheBody() {
    assertThat(answer(LONG).buildStored()).asString().contains("200").doesNotContain("house");
  }
}
