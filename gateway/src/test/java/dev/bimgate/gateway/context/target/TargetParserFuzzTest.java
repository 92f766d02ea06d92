package dev.bimgate.gateway.context.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.gateway.context.target.TargetParser.Accepted;
import dev.bimgate.gateway.context.target.TargetParser.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Of any target: what is accepted has one meaning only. */
class TargetParserFuzzTest {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern HIDDEN =
      Pattern.compile("(?i)%(?:[01][0-9a-f]|7f|2f|5c)|%(?![0-9a-f]{2})");
  private static final Pattern DOTS = Pattern.compile("(?i)(?:^|/)(?:\\.|%2e){1,2}(?:/|$)");

  private final TargetParser targets = new TargetParser(Set.of("_"), Set.of());

  @FuzzTest(maxDuration = "10m")
  void whatIsAcceptedMeansOneThingOnly(byte[] bytes) {
    Reading reading = targets.read(new String(bytes, StandardCharsets.ISO_8859_1));
    if (reading instanceof Accepted accepted) {
      isUnambiguous(accepted.target());
      isReadAgainAsItself(accepted.target());
    }
  }

  private static void isUnambiguous(RequestTarget target) {
    String path = target.path();
    assertThat(path).matches("/v2(?:/[\\x21-\\x7e]*)?").doesNotContain("\\", ";", "#", "?");
    assertThat(HIDDEN.matcher(path).find()).isFalse();
    assertThat(DOTS.matcher(path).find()).isFalse();
    if (!path.equals("/v2//projects")) {
      assertThat(path).doesNotContain("//");
    }
    if (target.team() != null) {
      assertThat(target.team()).matches(SLUG);
      assertThat(path).startsWith("/v2/" + target.team());
    }
    assertThat(target.query() == null ? "" : target.query()).doesNotMatch("(?s).*[^\\x21-\\x7e].*");
    assertThat(target.rulePath())
        .startsWith("/v2")
        .isEqualTo(target.rulePath().toLowerCase(Locale.ROOT));
  }

  private void isReadAgainAsItself(RequestTarget target) {
    Reading again = targets.read("/v2" + target.belowBase());

    assertThat(again).isEqualTo(new Accepted(target));
  }
}
