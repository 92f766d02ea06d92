package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.protocol.HeadCases.HeadCase;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rejected, what passes, and that the split of the bytes does not matter. */
class Http1ParserTest {

  private static final String AUTH = "Authorization: Bearer a.b.c\r\n";

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackIsRejectedWithItsError(HeadCase attack) {
    Reading reading = Reading.of(bytes(attack.text()));

    assertThat(reading.error()).isEqualTo(attack.error());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackIsRejectedAlikeHoweverItIsSplit(HeadCase attack) {
    byte[] bytes = bytes(attack.text());
    Reading whole = Reading.of(bytes);
    Random random = new Random(bytes.length);

    for (int i = 0; i < 20; i++) {
      assertThat(Reading.of(bytes, cuts(random, bytes.length))).isEqualTo(whole);
    }
    if (bytes.length < 1_000) {
      assertThat(Reading.oneByOne(bytes)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void aValidRequestBeforeAnAttackPassesAndNothingAfterIt(HeadCase attack) {
    String sound = "GET /v2/teams HTTP/1.1\r\nHost: a\r\n\r\n";
    Reading alone = Reading.of(bytes(attack.text()));

    Reading reading = Reading.of(bytes(sound + attack.text() + sound));

    assertThat(reading.error()).isEqualTo(attack.error());
    assertThat(reading.passed()).isEqualTo(sound.length() + alone.passed());
    assertThat(reading.heads()).isEqualTo(1 + alone.heads());
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.SoundCases#all")
  void aValidRequestPassesWholeHoweverItIsSplit(String sound) {
    byte[] bytes = bytes(sound);
    Random random = new Random(bytes.length);

    assertThat(Reading.of(bytes)).isEqualTo(new Reading(bytes.length, 1, null));
    for (int i = 0; i < 20; i++) {
      int[] cuts = cuts(random, bytes.length);
      assertThat(Reading.of(bytes, cuts)).isEqualTo(new Reading(bytes.length, 1, null));
    }
  }

  @Test
  void theLongestHeadersAreReadToTheirLastByte() {
    String line = "GET /" + "a".repeat(RequestLine.MAX_BYTES - 14) + " HTTP/1.1\r\n";
    String host = "Host: a\r\n";
    String field = "X:" + "b".repeat(Http1Parser.MAX_FIELD_BYTES - 9);

    assertThat(Reading.of(line + host + field + "\r\n\r\n").heads()).isEqualTo(1);
    assertThat(Reading.of("G" + line + host + field + "\r\n\r\n").error()).isNotNull();
    assertThat(Reading.of(line + host + field + "b\r\n\r\n").error()).isNotNull();
  }

  private static Stream<HeadCase> attacks() {
    return Stream.concat(HeadCases.heads(), HeadCases.chunks());
  }

  private static byte[] bytes(String text) {
    return text.replace("{auth}", AUTH).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int[] cuts(Random random, int length) {
    IntStream some = random.ints(1 + random.nextInt(5), 1, length + 1);
    return IntStream.concat(some, IntStream.of(length)).sorted().distinct().toArray();
  }
}
