package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Any requests: two are of one variant exactly if their headers are alike. */
class VaryFuzzTest {

  private static final List<String> NAMES = List.of("bar", "foo", "x");
  private static final Pattern AT_ITS_ENDS = Pattern.compile("^[ \t]+|[ \t]+\\z");

  @FuzzTest(maxDuration = "10m")
  void twoRequestsAreOfOneVariantExactlyIfTheirFieldsAreAlike(FuzzedDataProvider data) {
    // Given
    Vary vary = Vary.of(NAMES);
    Headers one = Headers.from(lines(data));
    Headers another = Headers.from(lines(data));

    // When
    boolean same = vary.variantOf(one).equals(vary.variantOf(another));

    // Then
    assertThat(same).isEqualTo(values(one).equals(values(another)));
  }

  @FuzzTest(maxDuration = "10m")
  void theOrderOfLanguagesMakesNoVariantWhateverTheyAre(FuzzedDataProvider data) {
    // Given
    String one = data.consumeAsciiString(20);
    String another = data.consumeAsciiString(20);
    Vary vary = Vary.of(List.of("Accept-Language"));

    // When
    String variant = vary.variantOf(name -> List.of(one, another));

    // Then
    assertThat(vary.variantOf(name -> List.of(another, one))).isEqualTo(variant);
  }

  @FuzzTest(maxDuration = "10m")
  void anyOrNamesThatARequestCanHave(byte[] bytes) {
    // When
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    Vary vary = Vary.of(List.of(lines));

    // Then
    assertThat(vary.names())
        .isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain("*", "accept-encoding", "authorization")
        .allMatch(name -> name.matches("[!#$%&'*+.^_`|~0-9a-z-]+"));
  }

  private static List<Map.Entry<String, String>> lines(FuzzedDataProvider data) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    int count = data.consumeInt(0, 4);
    for (int i = 0; i < count; i++) {
      lines.add(Map.entry(data.pickValue(NAMES), data.consumeAsciiString(6)));
    }
    return lines;
  }

  private static List<Optional<String>> values(Headers request) {
    return NAMES.stream().map(name -> value(request.of(name))).toList();
  }

  private static Optional<String> value(List<String> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            lines.stream()
                .map(line -> AT_ITS_ENDS.matcher(line).replaceAll(""))
                .collect(Collectors.joining(", ")));
  }
}
