package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Any lines: nothing that forbids is overlooked, and where lines end changes nothing. */
class CacheControlFuzzTest {

  private static final List<String> NAMES = List.of("no-store", "max-age", "no-cache", "private");
  private static final Pattern NOT_OF_A_TOKEN = Pattern.compile("[^!#$%&'*+.^_`|~0-9A-Za-z-]");

  @FuzzTest(maxDuration = "10m")
  void withoutQuotesEachElementCountsByItsName(byte[] bytes) {
    // Given
    List<String> lines = lines(bytes).stream().map(line -> line.replace("\"", "")).toList();

    // When
    CacheControl directives = CacheControl.of(lines);

    // Then
    for (String name : NAMES) {
      assertThat(directives.has(name)).isEqualTo(elements(lines).anyMatch(name::equals));
    }
  }

  @FuzzTest(maxDuration = "10m")
  void noLineHidesThoseBesideIt(byte[] bytes) {
    List<String> lines = new ArrayList<>(lines(bytes));
    String last = lines.remove(lines.size() - 1);

    for (String beside : List.of(last + ",no-store", last + ", No-Store ", "no-store," + last)) {
      List<String> all = Stream.concat(lines.stream(), Stream.of(beside)).toList();

      assertThat(CacheControl.of(all).has("no-store")).isTrue();
    }
  }

  @FuzzTest(maxDuration = "10m")
  void quotedArgumentsAreReadAsTheyWereMeantHoweverTheyAreSpread(FuzzedDataProvider data) {
    // Given
    List<String> lines = new ArrayList<>(List.of(""));
    List<Directive> meant = new ArrayList<>();
    while (data.remainingBytes() > 0) {
      Directive next = new Directive(data.pickValue(NAMES), data.consumeAsciiString(12));
      meant.add(next);
      String element = next.name() + "=\"" + quoted(next) + "\"";
      if (data.consumeBoolean()) {
        lines.add(element);
      } else {
        lines.add(lines.remove(lines.size() - 1) + " ,\t" + element);
      }
    }

    // When
    CacheControl read = CacheControl.of(lines);

    // Then
    var expected = new CacheControl(meant);
    for (String name : NAMES) {
      assertThat(read.has(name)).isEqualTo(expected.has(name));
      assertThat(read.hasUnqualified(name)).isEqualTo(expected.hasUnqualified(name));
      assertThat(read.seconds(name)).isEqualTo(expected.seconds(name));
    }
  }

  @FuzzTest(maxDuration = "10m")
  void aDirectiveThatIsPresentHasATimeWithinBounds(byte[] bytes) {
    CacheControl directives = CacheControl.of(lines(bytes));

    for (String name : NAMES) {
      Duration seconds = directives.seconds(name);
      assertThat(seconds != null).isEqualTo(directives.has(name));
      if (seconds != null) {
        assertThat(seconds).isBetween(Duration.ZERO, DeltaSeconds.MAX);
      }
    }
  }

  private static Stream<String> elements(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(element -> element.replaceAll("^[ \t]+", ""))
        .map(element -> NOT_OF_A_TOKEN.split(element, 2)[0].toLowerCase(Locale.ROOT));
  }

  private static String quoted(Directive directive) {
    return String.valueOf(directive.argument()).replaceAll("[\"\\\\]", "\\\\$0");
  }

  private static List<String> lines(byte[] bytes) {
    return List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1));
  }
}
