package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GzipDecoderTest {

  private static final String TEXT = "[\"a text that is long enough, a text that repeats\"]";

  private static final int TEXT_FLAG = 1;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final byte[] EXTRA_FIELD = {3, 0, 'a', 'b', 0};
  private static final byte[] NO_EXTRA_FIELD = {0, 0};
  private static final byte[] NAME_FIELD = {'n', 0};
  private static final byte[] COMMENT_FIELD = {'c', 'o', 0};

  private static String decoded(byte[] coded, int chunkLength) throws MalformedBodyException {
    byte[] piece = new byte[7];
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (GzipDecoder decoder = new GzipDecoder()) {
      for (int at = 0; at < coded.length; at += chunkLength) {
        decoder.feed(Arrays.copyOfRange(coded, at, Math.min(coded.length, at + chunkLength)));
        for (int n = decoder.read(piece); n > 0; n = decoder.read(piece)) {
          output.write(piece, 0, n);
        }
      }
      decoder.finish();
    }
    return output.toString(ISO_8859_1);
  }

  static Stream<Arguments> wholeBodies() {
    byte[] plain = Gzip.member(TEXT);
    return Stream.of(
        Arguments.of("plain", plain, TEXT),
        Arguments.of("of nothing", Gzip.member(""), ""),
        Arguments.of("text flag", Gzip.member(TEXT, TEXT_FLAG), TEXT),
        Arguments.of("extra field", Gzip.member(TEXT, EXTRA, EXTRA_FIELD), TEXT),
        Arguments.of("empty extra field", Gzip.member(TEXT, EXTRA, NO_EXTRA_FIELD), TEXT),
        Arguments.of("name", Gzip.member(TEXT, NAME, NAME_FIELD), TEXT),
        Arguments.of("empty name", Gzip.member(TEXT, NAME, new byte[1]), TEXT),
        Arguments.of("comment", Gzip.member(TEXT, COMMENT, COMMENT_FIELD), TEXT),
        Arguments.of("checked header", Gzip.checkedMember(TEXT, HEADER_CRC), TEXT),
        Arguments.of("everything", everything(), TEXT),
        Arguments.of("two members", Gzip.concat(plain, plain), TEXT + TEXT),
        Arguments.of(
            "members of nothing",
            Gzip.concat(Gzip.member(""), everything(), Gzip.member("")),
            TEXT));
  }

  private static byte[] everything() {
    int flags = TEXT_FLAG | HEADER_CRC | EXTRA | NAME | COMMENT;
    return Gzip.checkedMember(TEXT, flags, EXTRA_FIELD, NAME_FIELD, COMMENT_FIELD);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeBodies")
  void wholeBodiesAreDecodedInChunksOfAnyLength(String what, byte[] coded, String text)
      throws Exception {
    for (int chunkLength = 1; chunkLength <= coded.length; chunkLength++) {
      assertThat(decoded(coded, chunkLength)).as("%d at a time", chunkLength).isEqualTo(text);
    }
  }

  @Test
  void aBodyThatEndsInsideAMemberIsCutShort() {
    byte[] coded = Gzip.concat(everything(), Gzip.member(TEXT));
    for (int length = 0; length < coded.length; length++) {
      if (length == everything().length) {
        continue;
      }
      byte[] cut = Arrays.copyOf(coded, length);
      assertThatExceptionOfType(MalformedBodyException.class)
          .as("cut at %d", length)
          .isThrownBy(() -> decoded(cut, 1000))
          .matches(e -> e.fault() == Fault.CUT_SHORT);
    }
  }

  /** A few bits behind the data's last block mean nothing, so only a changed text counts. */
  @Test
  void noWrongBitOfACheckedMemberChangesTheText() {
    byte[] coded = everything();
    for (int bit = 0; bit < 8 * coded.length; bit++) {
      byte[] wrong = coded.clone();
      wrong[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(decodedOrRefused(wrong)).as("bit %d", bit).isIn(TEXT, "refused");
    }
  }

  private static String decodedOrRefused(byte[] coded) {
    try {
      return decoded(coded, 1000);
    } catch (MalformedBodyException e) {
      return "refused";
    }
  }

  static Stream<byte[]> garbage() {
    return Stream.of(
        new byte[] {0},
        new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        "{}".getBytes(ISO_8859_1),
        new byte[] {0x1F},
        new byte[] {0x1F, (byte) 0x8B, 7});
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageBehindAMemberIsRejected(byte[] garbage) {
    byte[] coded = Gzip.concat(Gzip.member(TEXT), garbage);

    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> decoded(coded, 1000));
    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> decoded(coded, 1));
  }

  @Test
  void aHeaderThatDoesNotMatchItsCheckSumIsRejected() {
    for (int at = 4; at < Gzip.HEADER_BYTES; at++) {
      byte[] wrong = Gzip.checkedMember(TEXT, HEADER_CRC);
      wrong[at] ^= 1;

      assertThatExceptionOfType(MalformedBodyException.class)
          .as("byte %d", at)
          .isThrownBy(() -> decoded(wrong, 1000))
          .matches(e -> e.fault() == Fault.NOT_GZIP);
    }
  }

  @Test
  void reservedFlagsAreRejected() {
    for (int flag : new int[] {0x20, 0x40, 0x80}) {
      byte[] coded = Gzip.member(TEXT, flag);

      assertThatExceptionOfType(MalformedBodyException.class)
          .isThrownBy(() -> decoded(coded, 1000))
          .matches(e -> e.fault() == Fault.NOT_GZIP);
    }
  }

  @Test
  void aBombIsInflatedOnlyAsFarAsThereIsRoom() throws Exception {
    byte[] bomb = Gzip.member("\0".repeat(20_000_000));
    byte[] room = new byte[100];
    try (GzipDecoder decoder = new GzipDecoder()) {
      decoder.feed(bomb);
      long length = 0;
      for (int n = decoder.read(room); n > 0; n = decoder.read(room)) {
        length += n;
      }
      decoder.finish();

      assertThat(bomb.length).isLessThan(20_000);
      assertThat(length).isEqualTo(20_000_000);
    }
  }
}
