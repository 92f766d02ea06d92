package dev.bimgate.deployment.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a bill of materials, and in whose words. */
class AdvisoryCheckTest {

  private static final String UNTIL_140 = "{\"introduced\": \"0\"}, {\"fixed\": \"4.1.140.Final\"}";

  @Test
  void aPlantedOldVersionIsToldWithItsRemedy() {
    assertThat(AdvisoryCheck.holes(bom("4.1.9.Final"), List.of(advisory(UNTIL_140))))
        .containsExactly(
            "io.netty:netty-codec-http 4.1.9.Final has CVE-1 (A hole.): take 4.1.140.Final or"
                + " newer, or say in advisories/CVE-1.json why it does not concern us");
  }

  @Test
  void whatHasNoFixIsToldToo() {
    assertThat(AdvisoryCheck.holes(bom("9"), List.of(advisory("{\"introduced\": \"0\"}"))))
        .singleElement()
        .asString()
        .contains("no version without it is known; do without the library");
  }

  @Test
  void anotherLibraryIsNotAffected() {
    Bom other = Bom.read(bomText("pkg:maven/io.netty/netty-codec-http2@4.1.9.Final?type=jar"));

    assertThat(AdvisoryCheck.holes(other, List.of(advisory(UNTIL_140)))).isEmpty();
  }

  @Test
  void anAcceptedAdvisoryIsNotTold() {
    Advisory accepted =
        Advisory.read(
            text(range(UNTIL_140), ", \"database_specific\": {\"accepted\": \"We do not.\"}"));

    assertThat(AdvisoryCheck.holes(bom("4.1.9.Final"), List.of(accepted))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // As text, 9 is more than 140, and 10 less than 8.
    "4.1.9.Final, 4.1.140.Final, true",
    "4.1.140.Final, 4.1.9.Final, false",
    "2.21.8, 2.21.10, true",
    "2.21.10, 2.21.8, false",
    // Equal in Maven's order.
    "4.1.140, 4.1.140.Final, false",
    "4.1.140.Final, 4.1.140, false",
    "2.21, 2.21.0, false",
    // Qualifiers before a release, and one number more behind it.
    "4.1.140.Beta1, 4.1.140.Final, true",
    "2.21.8-rc1, 2.21.8, true",
    "2.21.8-SNAPSHOT, 2.21.8, true",
    "3.33.2, 3.33.2.1, true",
    "3.33.2.1, 3.33.2.1, false",
  })
  void versionsHaveTheOrderOfMaven(String packaged, String fixed, boolean affected) {
    String events = "{\"introduced\": \"0\"}, {\"fixed\": \"" + fixed + "\"}";

    assertThat(!AdvisoryCheck.holes(bom(packaged), List.of(advisory(events))).isEmpty())
        .isEqualTo(affected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, false",
    "2.0, true",
    "2.4, true",
    "2.5, false",
    "3.0, false",
    "3.1, true",
    "3.2, true",
    "3.2.1, false",
    "4.0, true",
    "9, true"
  })
  void rangesBeginAndEndSeveralTimes(String packaged, boolean affected) {
    String ranges =
        range("{\"fixed\": \"2.5\"}, {\"introduced\": \"2.0\"}")
            + ", "
            + range(
                "{\"introduced\": \"3.1\"}, {\"last_affected\": \"3.2\"},"
                    + " {\"introduced\": \"4.0\"}");

    assertThat(
            !AdvisoryCheck.holes(bom(packaged), List.of(Advisory.read(text(ranges, "")))).isEmpty())
        .isEqualTo(affected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"components\": []}", "[]"})
  void aBomWithoutComponentsIsNone(String json) {
    assertThatThrownBy(() -> Bom.read(json)).hasMessage("the BOM has no components");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pkg:npm/x@1", "pkg:maven/io.netty/netty-codec-http"})
  void aComponentThatIsNoPackageOfMavenIsAMistake(String purl) {
    assertThatThrownBy(() -> Bom.read(bomText(purl)))
        .hasMessage("a component of the BOM is no package of Maven: " + purl);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id": "CVE-1"                  | "id": ""                 | id is missing or empty
          "summary": "A hole."           | "summary": " "           | summary is missing or empty
          "modified": "2026-11-28T00:00:00Z" | "modified": "today"  | modified is no UTC time such as 2026-11-28T00:00:00Z
          "modified": "2026-11-28T00:00:00Z" | "x": 1               | modified is missing or empty
          "ecosystem": "Maven"           | "ecosystem": "npm"       | ecosystem, name and purl differ: io.netty:netty-codec-http
          "name": "io.netty:netty-codec-http" | "name": "io.netty:x" | ecosystem, name and purl differ: io.netty:x
          "type": "ECOSYSTEM"            | "type": "GIT"            | only ranges of the type ECOSYSTEM are read
          "introduced"                   | "limit"                  | no such event: limit
          {"introduced": "0"}            | {"fixed": "1"}           | a range lacks introduced
          "introduced": "0"              | "introduced": "0", "fixed": "1" | an event tells one thing: {"introduced":"0","fixed":"1"}
          "affected"                     | "afflicted"              | affected is missing or empty
          "ranges"                       | "versions": [], "ranges" | versions are not read; write them as ranges
          "ranges"                       | "rages"                  | ranges is missing or empty
          {"accepted": "We do not."}     | {"accepted": " "}        | accepted is missing or empty
          """)
  void aMalformedAdvisoryIsAMistake(String good, String bad, String message) {
    String sound =
        text(range(UNTIL_140), ", \"database_specific\": {\"accepted\": \"We do not.\"}");
    assertThat(sound).contains(good);

    assertThatThrownBy(() -> Advisory.read(sound.replace(good, bad))).hasMessage(message);
  }

  @Test
  void anAdvisoryThatIsNoJsonIsAMistake() {
    assertThatThrownBy(() -> Advisory.read("{")).hasMessageStartingWith("is no JSON: ");
  }

  private static Bom bom(String version) {
    return Bom.read(bomText("pkg:maven/io.netty/netty-codec-http@" + version + "?type=jar"));
  }

  private static String bomText(String purl) {
    return "{\"components\": [{\"purl\": \"" + purl + "\"}]}";
  }

  private static Advisory advisory(String events) {
    return Advisory.read(text(range(events), ""));
  }

  private static String range(String events) {
    return "{\"type\": \"ECOSYSTEM\", \"events\": [" + events + "]}";
  }

  private static String text(String ranges, String more) {
    return """
    {"id": "CVE-1", "summary": "A hole.", "modified": "2026-11-28T00:00:00Z",
     "affected": [{"package": {"ecosystem": "Maven", "name": "io.netty:netty-codec-http",
       "purl": "pkg:maven/io.netty/netty-codec-http"}, "ranges": [%s]}]%s}
    """
        .formatted(ranges, more);
  }
}
