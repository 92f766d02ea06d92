package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on what {@code configured} does otherwise, and the cases that show it. */
class CachingDeparturesTest {

  private static final Path PAGE = Path.of("../docs/caching.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  private final List<CachingCase> rules = CachingTable.all().toList();

  @Test
  void everyDepartureOfThePageIsShownByACase() throws IOException {
    Set<String> shown =
        rules.stream()
            .filter(CachingCase::departs)
            .flatMap(rule -> rule.departures().stream())
            .collect(Collectors.toSet());

    assertThat(departures()).isNotEmpty().containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void everyCaseThatDepartsNamesADepartureOfThePage() throws IOException {
    assertThat(rules.stream().filter(CachingCase::departs))
        .isNotEmpty()
        .allSatisfy(
            rule -> assertThat(departures()).as(rule.toString()).containsAll(rule.departures()))
        .allSatisfy(rule -> assertThat(rule.departures()).as(rule.toString()).isNotEmpty());
  }

  @Test
  void noTwoRulesReadAlike() {
    assertThat(rules.stream().map(CachingCase::toString)).doesNotHaveDuplicates();
  }

  private static Set<String> departures() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult row) -> row.group(1))
        .collect(Collectors.toSet());
  }
}
