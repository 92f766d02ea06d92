package dev.bimgate.cache.rfc9111;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.rfc9111.StructuredDictionary.Value;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any header: it is read to its end, or not at all. */
class TargetedCacheControlFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void aFurtherMemberChangesNoneBeforeIt(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);

    Map<String, Value> members = StructuredDictionary.parse(text);

    if (members != null && !members.isEmpty()) {
      Map<String, Value> more = new HashMap<>(members);
      more.put("last", new Value(StructuredDictionary.Kind.INTEGER, "1"));
      assertThat(StructuredDictionary.parse(text + ", last=1")).isEqualTo(more);
    }
  }

  @FuzzTest(maxDuration = "10m")
  void spacesAroundItMeanNothing(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);

    assertThat(StructuredDictionary.parse(" " + text + " "))
        .isEqualTo(StructuredDictionary.parse(text));
  }

  @FuzzTest(maxDuration = "10m")
  void whatIsNotInFormIsMendedByNothingAfterIt(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);

    if (TargetedCacheControl.read(List.of(text)) == null
        && !text.isBlank()
        && !text.contains("\"")) {
      assertThat(TargetedCacheControl.read(List.of(text + ",no-store"))).isNull();
    }
  }
}
