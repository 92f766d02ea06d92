package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.routes.CachedRoute;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokedRightsSumTest {

  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.] ");

  @Test
  void byDefaultItIsTwoMinutesAndOneLoad() {
    RevokedRights rights = rights(Map.of());

    assertThat(rights.whileResponding()).isEqualTo(Duration.ofMinutes(2));
    assertThat(rights.inAnOutage()).isEqualTo(Duration.ofMinutes(11));
    assertThat(rights.load()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void theLongerOfTheTwoRoutesCounts() {
    assertThat(rights(Map.of("gateway.cache.teams.fresh-for", "3m")).whileResponding())
        .isEqualTo(Duration.ofMinutes(4));
    assertThat(rights(Map.of("gateway.cache.projects.fresh-for", "5m")).whileResponding())
        .isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void theLongerOfTheTwoWindowsCountsInAnOutage() {
    assertThat(rights(Map.of("gateway.cache.stale-if-error", "0s")).inAnOutage())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void withoutCachingItIsOneLoad() {
    RevokedRights rights =
        rights(
            Stream.of(CachedRoute.values())
                .collect(
                    Collectors.toMap(
                        route -> "gateway.cache." + route.label() + ".fresh-for", route -> "0s")));

    assertThat(rights.whileResponding()).isZero();
    assertThat(rights.inAnOutage()).isZero();
  }

  @Test
  void itIsOneSentence() {
    assertThat(rights(Map.of()).sentence())
        .isEqualTo(
            "A right revoked at Bimplus stays readable for at most 2m while Bimplus responds and"
                + " 11m while it does not, each plus one load of at most 15s");
  }

  @Test
  void withPeersTheSentenceHasTheTimeThatAListOfTheirsMayBeDelayed() {
    assertThat(rights(Map.of(), Duration.ofMinutes(1)).sentence())
        .endsWith(
            "one load of at most 15s, and at most 1m for a list of a peer that Valkey delays");
  }

  @Test
  void aLoadWithoutALimitHasNoTime() {
    assertThat(rights(Map.of("bimplus.list-timeout", "0s")).sentence())
        .endsWith("each plus one load");
  }

  @Test
  void inUpstreamModeTheSentenceSaysThatBimplusDecides() {
    assertThat(rights(Map.of("gateway.cache.freshness", "upstream")).sentence())
        .endsWith("of at most 15s; freshness sent by Bimplus overrides both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/architecture.md"})
  void thePromiseOfOwnRightsGivesItsLongestDelayInTheSameSentence(String page) throws IOException {
    List<String> promises =
        sentences(page).filter(one -> one.contains("own token would not show them")).toList();

    assertThat(promises)
        .hasSize(1)
        .allSatisfy(promise -> assertThat(promise).contains(sumsOfTheDefaults()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/threat-model.md", "docs/run.md"})
  void thePagesSayTheSumOfTheDefaults(String page) throws IOException {
    assertThat(sentences(page)).anyMatch(one -> one.contains(sumsOfTheDefaults().get(0)));
  }

  @Test
  void thePageSaysHowOldAServedListCanBe() throws IOException {
    String limit = rights(Map.of()).inAnOutage().toMinutes() + " minutes with the defaults";

    assertThat(sentences("docs/watch.md"))
        .filteredOn(one -> one.contains("is ever served"))
        .hasSize(1)
        .allSatisfy(promise -> assertThat(promise).contains(limit));
  }

  /** While Bimplus responds and while it does not, each with one load. */
  private static List<String> sumsOfTheDefaults() {
    RevokedRights rights = rights(Map.of());
    return Stream.of(rights.whileResponding(), rights.inAnOutage())
        .map(sum -> sum.plus(rights.load()))
        .map(sum -> sum.toMinutes() + " minutes and " + sum.toSecondsPart() + " s")
        .toList();
  }

  private static Stream<String> sentences(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    return END_OF_SENTENCE.splitAsStream(text.replaceAll("\\s+", " "));
  }

  private static RevokedRights rights(Map<String, String> written) {
    return rights(written, Duration.ZERO);
  }

  private static RevokedRights rights(Map<String, String> written, Duration fromPeers) {
    SmallRyeConfig config = WrittenSettings.mapped(written);
    GatewaySettings.Cache cache = config.getConfigMapping(GatewaySettings.class).cache();
    return RevokedRights.of(
        Stream.of(CachedRoute.values()).map(route -> route.lifetimes(cache)),
        config.getConfigMapping(BimplusSettings.class),
        fromPeers,
        cache.freshness());
  }
}
