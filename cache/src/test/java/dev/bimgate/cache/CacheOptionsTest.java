package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.RoutePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheOptionsTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aShareOutsideItsRangeIsRejectedByName(double share) {
    assertThatThrownBy(() -> options(1, 1, share)).hasMessageContaining("maxSharePerCaller");
  }

  @Test
  void negativeSizesAreRejectedByName() {
    assertThatThrownBy(() -> options(-1, 1, 1)).hasMessageContaining("maxSizeBytes");
    assertThatThrownBy(() -> options(1, -1, 1)).hasMessageContaining("maxEntrySizeBytes");
  }

  @Test
  void aNegativeIntervalIsRejectedByName() {
    assertThatThrownBy(() -> new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ofSeconds(-1)))
        .hasMessageContaining("minRevalidationInterval");
  }

  private static CacheOptions options(long maxSize, long maxEntry, double share) {
    return new CacheOptions(TestRoute.policies(Bench.POLICY), maxSize, maxEntry, share, false);
  }

  @Test
  void sizesOfZeroAndTheWholeShareAreAllowed() {
    // When
    CacheOptions none = options(0, 0, 1);

    // Then
    assertThat(none.maxBytesPerCaller()).isZero();
    assertThat(options(100, 100, 1).maxBytesPerCaller()).isEqualTo(100);
  }

  @Test
  void aNegativeWindowIsRejectedByName() {
    assertThatThrownBy(() -> windows(-1, 0, 0)).hasMessageContaining("freshFor");
    assertThatThrownBy(() -> windows(0, -1, 0)).hasMessageContaining("staleWhileRevalidate");
    assertThatThrownBy(() -> windows(0, 0, -1)).hasMessageContaining("staleIfError");
  }

  @Test
  void eachKindOfListHasItsOwnTimes() {
    // Given
    var quick = new RoutePolicy(windows(5, 0, 0), Duration.ZERO);
    var bench =
        new Bench(
            new CacheOptions(List.of(Bench.POLICY, quick, quick), 1 << 20, 1 << 20, 1, false));
    bench.keep(ANNAS, "projects");
    bench.keep(ANNAS_TEAMS, "teams");

    // When
    long ofProjects = Lists.found(bench.lookup(ANNAS)).ttlSeconds();
    long ofTeams = Lists.found(bench.lookup(ANNAS_TEAMS)).ttlSeconds();
    var projectsAnew = bench.lookup(ANNAS, LookupOptions.DEFAULTS.withRevalidation());
    var teamsAnew = bench.lookup(ANNAS_TEAMS, LookupOptions.DEFAULTS.withRevalidation());

    // Then
    assertThat(ofProjects).isEqualTo(60);
    assertThat(ofTeams).isEqualTo(5);
    assertThat(projectsAnew).isDone();
    assertThat(teamsAnew).isNotDone();
  }

  private static Lifetimes windows(long freshFor, long whileRevalidate, long ifError) {
    return new Lifetimes(
        Duration.ofSeconds(freshFor),
        Duration.ofSeconds(whileRevalidate),
        Duration.ofSeconds(ifError));
  }
}
