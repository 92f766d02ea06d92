package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ListAnswerTest {

  private static final byte[] LONG = bytes("[{\"id\":1,\"name\":\"house\"}]".repeat(100));

  @Test
  void aStrongETagIsMadeFromTheBodyWhereNoneIsGiven() {
    // Given: printf '[]' | openssl dgst -sha256 -binary | basenc --base64url
    byte[] body = bytes("[]");

    // When
    ListAnswer answer = answer(body).toKeep();

    // Then
    assertThat(answer.etag()).isEqualTo("\"T1PNoYwrqgwDVLtfmj7L5e0Sq02OEbqHPC8RFhICuUU\"");
    assertThat(answer.validators()).isEqualTo(Validators.NONE);
  }

  @Test
  void aGivenETagIsStored() {
    assertThat(answer(LONG).etag("\"v1\"").toKeep().etag()).isEqualTo("\"v1\"");
  }

  @Test
  void aResponseThatIsNoListHasNoETagOfOurs() {
    assertThat(ListAnswer.builder(404, LONG, HandClock.START).toKeep().etag()).isNull();
  }

  @Test
  void theETagOfTheGzipFormIsWeak() {
    assertThat(answer(LONG).etag("\"v1\"").toKeep().gzipEtag()).isEqualTo("W/\"v1\"");
    assertThat(answer(LONG).etag("W/\"v1\"").toKeep().gzipEtag()).isEqualTo("W/\"v1\"");
  }

  @Test
  void theGzipFormHoldsTheSameBody() throws IOException {
    // Given
    byte[] packed = answer(LONG).toKeep().gzipBody();

    // When
    byte[] unpacked = packed == null ? new byte[0] : unpack(packed);

    // Then
    assertThat(unpacked).isEqualTo(LONG);
    assertThat(packed).hasSizeLessThan(LONG.length);
  }

  @Test
  void aBodyThatGzipMakesLongerHasNoGzipForm() {
    assertThat(answer(bytes("[]")).toKeep().gzipBody()).isNull();
  }

  /** As with {@code no-transform}: RFC 9110, section 7.7. */
  @Test
  void aBodyInOneFormHasNoGzipForm() {
    assertThat(answer(LONG).inOneForm().toKeep().gzipBody()).isNull();
  }

  @Test
  void aResponseServedOnceHasNeitherGzipFormNorETagOfOurs() {
    // Given
    ListAnswer.Builder builder = answer(LONG);

    // When
    ListAnswer answer = builder.toPass();

    // Then
    assertThat(answer.gzipBody()).isNull();
    assertThat(answer.etag()).isNull();
    assertThat(answer.gzipEtag()).isNull();
  }

  @Test
  void theWeightCountsBodyGzipFieldsAndObjects() {
    // Given
    ListAnswer bare = answer(LONG).toPass();

    // When
    ListAnswer full = answer(LONG).fields(List.of(new Field("Name", "value"))).toKeep();

    // Then
    byte[] packed = full.gzipBody();
    int gzip = packed == null ? 0 : packed.length;
    assertThat(bare.weightBytes()).isEqualTo(ListAnswer.ENTRY_OVERHEAD_BYTES + LONG.length);
    assertThat(full.weightBytes() - bare.weightBytes())
        .isEqualTo(gzip + ListAnswer.FIELD_OVERHEAD_BYTES + 4 + 5);
  }

  @Test
  void theAgeIsWhatItCameWithAndTheTimeSince() {
    // Given
    ListAnswer answer = answer(LONG).receivedAge(Duration.ofMillis(2500)).toPass();
    long arrived = HandClock.START.toEpochMilli();

    // When
    long age = answer.ageSeconds(arrived + 1500);

    // Then
    assertThat(age).isEqualTo(4);
    assertThat(answer.ageSeconds(arrived - 5000)).isEqualTo(2);
  }

  @Test
  void anEndlessAgeIsServedAsTheLargestOne() {
    // Given
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

    // When
    ListAnswer answer = answer(LONG).receivedAge(endless).toPass();

    // Then
    assertThat(answer.ageSeconds(HandClock.START.toEpochMilli())).isEqualTo(1L << 31);
  }

  /** RFC 9111, section 3.2: headers of a 304 replace the stored ones of their name. */
  @Test
  void a304ReplacesFieldsByNameAndLeavesThoseOfTheBody() {
    // Given
    ListAnswer stored =
        answer(LONG)
            .fields(
                List.of(
                    new Field("Content-Type", "application/json"),
                    new Field("Link", "<a>"),
                    new Field("Link", "<b>"),
                    new Field("X-Kept", "1")))
            .toKeep();
    List<Field> by =
        List.of(
            new Field("content-type", "text/plain"),
            new Field("Content-Length", "0"),
            new Field("Content-Encoding", "br"),
            new Field("Content-Range", "bytes 0-1/2"),
            new Field("LINK", "<c>"));

    // When
    ListAnswer renewed =
        stored.renewed(by, HandClock.START.plusSeconds(60), Duration.ZERO, Reuse.CONFIGURED);

    // Then
    assertThat(renewed.fields())
        .containsExactly(
            new Field("Content-Type", "application/json"),
            new Field("X-Kept", "1"),
            new Field("LINK", "<c>"));
    assertThat(renewed.arrivedAt()).isEqualTo(HandClock.START.plusSeconds(60));
    assertThat(renewed.gzipBody()).isSameAs(stored.gzipBody());
  }

  private static ListAnswer.Builder answer(byte[] body) {
    return ListAnswer.builder(200, body, HandClock.START);
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readAllBytes();
    }
  }

  @Test
  void aFieldIsFoundByItsNameInAnyCase() {
    // When
    ListAnswer answer =
        answer(LONG).fields(List.of(new Field("Link", "<a>"), new Field("link", "<b>"))).toPass();

    // Then
    assertThat(answer.field("LINK")).isEqualTo("<a>");
    assertThat(answer.field("Retry-After")).isNull();
  }

  /** It may be logged, and the list belongs to its reader. */
  @Test
  void itsTextHoldsNothingOfTheBody() {
    assertThat(answer(LONG).toKeep()).asString().contains("200").doesNotContain("house");
  }
}
