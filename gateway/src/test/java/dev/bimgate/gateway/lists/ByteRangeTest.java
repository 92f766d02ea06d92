package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a body of ten bytes. */
class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-1, 0, 2, bytes 0-1/10",
    "bytes=1-, 1, 9, bytes 1-9/10",
    "bytes=9-9, 9, 1, bytes 9-9/10",
    "bytes=-1, 9, 1, bytes 9-9/10",
    "bytes=-10, 0, 10, bytes 0-9/10",
    "bytes=-11, 0, 10, bytes 0-9/10",
    "bytes=5-99999999999999999999, 5, 5, bytes 5-9/10",
    "BYTES=0-0, 0, 1, bytes 0-0/10",
    "'bytes= 0-0 ', 0, 1, bytes 0-0/10",
    "bytes=10-, 0, 0, bytes */10",
    "bytes=10-12, 0, 0, bytes */10",
    "bytes=99999999999999999999-, 0, 0, bytes */10"
  })
  void oneRangeIsAPart(String field, int first, int length, String contentRange) {
    var range = new ByteRange(first, length);

    assertThat(ByteRange.of(List.of(field), 10)).isEqualTo(range);
    assertThat(range.contentRange(10)).isEqualTo(contentRange);
  }

  @Test
  void onlyAPartWithoutBytesIsUnsatisfiable() {
    assertThat(new ByteRange(0, 0).isUnsatisfiable()).isTrue();
    assertThat(new ByteRange(9, 1).isUnsatisfiable()).isFalse();
  }

  @Test
  void theEndOfNothingIsUnsatisfiable() {
    assertThat(ByteRange.of(List.of("bytes=-0"), 10)).isEqualTo(new ByteRange(10, 0));
    assertThat(ByteRange.of(List.of("bytes=-5"), 0)).isEqualTo(new ByteRange(0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,3-4",
        "bytes=-",
        "bytes=2-1",
        "items=0-1",
        "bytes 0-1",
        "",
        "bytes=a-b"
      })
  void anythingElseIsTheWholeBody(String field) {
    assertThat(ByteRange.of(List.of(field), 10)).isNull();
  }

  @Test
  void noHeaderOrTwoAreTheWholeBody() {
    assertThat(ByteRange.of(List.of(), 10)).isNull();
    assertThat(ByteRange.of(List.of("bytes=0-1", "bytes=0-1"), 10)).isNull();
  }
}
