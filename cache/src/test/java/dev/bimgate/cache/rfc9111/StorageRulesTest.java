package dev.bimgate.cache.rfc9111;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.Written;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is stored and for how long: RFC 9111, sections 3, 4.2 and 5.2.2; RFC 5861.
 *
 * <p>The configured times are 60 s, 30 s and 600 s.
 */
class StorageRulesTest {

  private static final Lifetimes CONFIGURED = times(60, 30, 600);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # status | headers                                 | rule
          100      | Cache-Control: max-age=60               | STATUS_INTERIM
          103      | Cache-Control: max-age=60               | STATUS_INTERIM
          199      | Cache-Control: max-age=60               | STATUS_INTERIM
          206      | Cache-Control: max-age=60               | STATUS_PARTIAL
          206      | Cache-Control: no-store                 | STATUS_PARTIAL
          304      | Cache-Control: max-age=60               | STATUS_NOT_MODIFIED
          401      | Cache-Control: max-age=60               | STATUS_ABOUT_THE_CALLER
          403      | Cache-Control: max-age=60               | STATUS_ABOUT_THE_CALLER
          201      |                                         | STATUS_WITHOUT_FRESHNESS
          204      | Cache-Control: public                   | STATUS_WITHOUT_FRESHNESS
          301      | Last-Modified: Tue, 24 Nov 2026 12:00:00 GMT | STATUS_WITHOUT_FRESHNESS
          404      |                                         | STATUS_WITHOUT_FRESHNESS
          404      | Cache-Control: no-cache                 | STATUS_WITHOUT_FRESHNESS
          404      | Cache-Control: stale-if-error=60        | STATUS_WITHOUT_FRESHNESS
          599      | Cache-Control: public                   | STATUS_WITHOUT_FRESHNESS
          200      | Cache-Control: no-store                 | NO_STORE
          200      | Cache-Control: No-StOrE                 | NO_STORE
          200      | Cache-Control: max-age=1, no-store / Expires: Wed, 25 Nov 2026 13:00:00 GMT | NO_STORE
          200      | Cache-Control: max-age=1 / Cache-Control: no-store | NO_STORE
          404      | Cache-Control: max-age=1, no-store      | NO_STORE
          200      | Cache-Control: no-cache, no-store       | NO_STORE
          599      | Cache-Control: max-age=3600, no-store, must-understand | NOT_UNDERSTOOD
          599      | Cache-Control: max-age=3600, must-understand | NOT_UNDERSTOOD
          407      | Cache-Control: max-age=3600, must-understand | NOT_UNDERSTOOD
          200      | Vary: * / Cache-Control: max-age=3600   | VARY_ANY
          200      | Vary: Foo, *                            | VARY_ANY
          200      | Vary: Foo / Vary: *                     | VARY_ANY
          """)
  void notKept(int status, @Nullable String head, Rule rule) {
    Cacheability cacheability = judge(status, head);

    assertThat(cacheability.keep()).isFalse();
    assertThat(cacheability.rules()).containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # headers                                                            | lifetime | rule
                                                                               | 60       | CONFIGURED_TIME
          Cache-Control: private                                               | 60       | CONFIGURED_TIME
          Cache-Control: public, immutable, extension                          | 60       | CONFIGURED_TIME
          Cache-Control: must-understand                                       | 60       | CONFIGURED_TIME
          Cache-Control: extension="max-age=3600"                              | 60       | CONFIGURED_TIME
          Last-Modified: Tue, 24 Nov 2026 12:00:00 GMT                         | 60       | CONFIGURED_TIME
          Pragma: no-cache                                                     | 60       | CONFIGURED_TIME
          Vary: Foo                                                            | 60       | CONFIGURED_TIME
          Cache-Control: max-age=3600                                          | 3600     | MAX_AGE
          Cache-Control: private, max-age=3600                                 | 3600     | MAX_AGE
          Cache-Control: private="a", max-age=3600                             | 3600     | MAX_AGE
          Cache-Control: max-age=0                                             | 0        | MAX_AGE
          Cache-Control: max-age=x                                             | 0        | MAX_AGE
          Cache-Control: max-age=99999999999                                   | 2147483648 | MAX_AGE
          Cache-Control: max-age=3600 / Expires: Wed, 25 Nov 2026 11:00:00 GMT | 3600     | MAX_AGE
          Cache-Control: max-age=3600 / Expires: 0                             | 3600     | MAX_AGE
          Cache-Control: max-age=0 / Expires: Wed, 25 Nov 2026 13:00:00 GMT    | 0        | MAX_AGE
          Cache-Control: max-age=60, s-maxage=3600                             | 3600     | S_MAXAGE
          Cache-Control: s-maxage=1, max-age=3600                              | 1        | S_MAXAGE
          Cache-Control: max-age=3600 / Cache-Control: s-maxage=1              | 1        | S_MAXAGE
          Cache-Control: max-age=0, s-maxage=3600 / Expires: 0                 | 3600     | S_MAXAGE
          Expires: Wed, 25 Nov 2026 13:00:00 GMT                               | 3600     | EXPIRES
          Expires:  Wednesday, 25-Nov-26 13:00:00 GMT                          | 3600     | EXPIRES
          Expires: Wed, 25 Nov 2026 12:00:00 GMT                               | 0        | EXPIRES
          Expires: Wed, 25 Nov 2026 11:00:00 GMT                               | 0        | EXPIRES
          Expires: Wed, 25 Nov 2026 13:00:00 GMT / Date: Wed, 25 Nov 2026 12:59:50 GMT | 10 | EXPIRES
          Expires: Wed, 25 Nov 2026 12:05:00 GMT / Date: Wed, 25 Nov 2026 12:06:40 GMT | 0 | EXPIRES
          Expires: Wed, 25 Nov 2026 11:59:10 GMT / Date: Wed, 25 Nov 2026 11:59:00 GMT | 10 | EXPIRES
          Expires: Wed, 25 Nov 2026 13:00:00 GMT / Date: foo                   | 3600     | EXPIRES
          Expires: Wed, 25 Nov 2026 13:00:00 GMT / Expires:  Wed, 25 Nov 2026 13:00:00 GMT | 3600 | EXPIRES
          Expires: Wed, 25 Nov 2026 13:00:00 GMT / Expires: Wed, 25 Nov 2026 14:00:00 GMT | 0 | EXPIRES_INVALID
          Expires: 0                                                           | 0        | EXPIRES_INVALID
          Expires: -1                                                          | 0        | EXPIRES_INVALID
          Expires:                                                             | 0        | EXPIRES_INVALID
          Expires: Wed, 25 Nov 2026 13:00:00 UTC                               | 0        | EXPIRES_INVALID
          Cache-Control: no-cache                                              | 0        | NO_CACHE
          Cache-Control: max-age=10000, No-CaChE                               | 0        | NO_CACHE
          Cache-Control: s-maxage=10000, no-cache                              | 0        | NO_CACHE
          Cache-Control: max-age=10000, no-cache="a, b"                        | 0        | NO_CACHE
          """)
  void theLifetimeIsUpstreamsBeforeOurs(@Nullable String head, long lifetime, Rule rule) {
    // When
    Cacheability cacheability = judge(200, head);

    // Then
    assertThat(cacheability.keep()).isTrue();
    assertThat(windows(cacheability).freshFor()).hasSeconds(lifetime);
    assertThat(cacheability.rules()).containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # directives                                 | while revalidating | if error | rules
                                                       | 30   | 600  | CONFIGURED_TIME
          private                                      | 30   | 600  | CONFIGURED_TIME
          max-age=1                                    | 0    | 600  | MAX_AGE
          stale-while-revalidate=5                     | 5    | 600  | CONFIGURED_TIME STALE_WHILE_REVALIDATE
          stale-if-error=5                             | 30   | 5    | CONFIGURED_TIME STALE_IF_ERROR
          stale-if-error=0                             | 30   | 0    | CONFIGURED_TIME STALE_IF_ERROR
          stale-if-error=x                             | 30   | 0    | CONFIGURED_TIME STALE_IF_ERROR
          max-age=1, stale-while-revalidate=5          | 5    | 600  | MAX_AGE STALE_WHILE_REVALIDATE
          max-age=1, stale-while-revalidate=x          | 0    | 600  | MAX_AGE STALE_WHILE_REVALIDATE
          max-age=1, stale-if-error=7, stale-while-revalidate=5 | 5 | 7 | MAX_AGE STALE_WHILE_REVALIDATE STALE_IF_ERROR
          must-revalidate                              | 0    | 0    | CONFIGURED_TIME MUST_REVALIDATE
          proxy-revalidate                             | 0    | 0    | CONFIGURED_TIME PROXY_REVALIDATE
          max-age=1, must-revalidate, proxy-revalidate | 0    | 0    | MAX_AGE MUST_REVALIDATE PROXY_REVALIDATE
          max-age=1, must-revalidate, stale-if-error=7, stale-while-revalidate=5 | 0 | 0 | MAX_AGE MUST_REVALIDATE
          s-maxage=1                                   | 0    | 0    | S_MAXAGE
          s-maxage=1, stale-if-error=7, stale-while-revalidate=5 | 0 | 0 | S_MAXAGE
          no-cache, stale-if-error=7, stale-while-revalidate=5 | 0 | 0 | NO_CACHE
          no-cache, max-age=1, must-revalidate         | 0    | 0    | NO_CACHE MUST_REVALIDATE
          """)
  void staleIsServedAsUpstreamAllows(
      @Nullable String directives, long whileRevalidate, long ifError, String rules) {
    // When
    Cacheability cacheability =
        judge(200, directives == null ? null : "Cache-Control: " + directives);

    // Then
    assertThat(windows(cacheability).staleWhileRevalidate()).hasSeconds(whileRevalidate);
    assertThat(windows(cacheability).staleIfError()).hasSeconds(ifError);
    assertThat(cacheability.rules()).extracting(Rule::name).isEqualTo(Written.words(rules));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203 | Cache-Control: max-age=60
          204 | Cache-Control: s-maxage=60
          299 | Cache-Control: max-age=60
          301 | Cache-Control: max-age=60
          302 | Cache-Control: max-age=60
          303 | Cache-Control: max-age=60
          307 | Cache-Control: max-age=60
          308 | Cache-Control: max-age=60
          400 | Cache-Control: max-age=60
          404 | Expires: Wed, 25 Nov 2026 13:00:00 GMT
          404 | Expires: 0
          404 | Cache-Control: max-age=x
          404 | Cache-Control: no-cache, max-age=60
          410 | Cache-Control: max-age=60
          499 | Cache-Control: max-age=60
          500 | Cache-Control: max-age=60
          502 | Cache-Control: max-age=60
          503 | Cache-Control: max-age=60
          504 | Cache-Control: max-age=60
          599 | Cache-Control: max-age=60
          """)
  void anyOtherStatusIsStoredWhereUpstreamGivesALifetime(int status, String head) {
    assertThat(judge(status, head).keep()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 404, 410, 500})
  void noStoreDoesNotCountBesideMustUnderstandWhereTheStatusIsUnderstood(int status) {
    // When
    Cacheability cacheability =
        judge(status, "Cache-Control: max-age=3600, no-store, must-understand");

    // Then
    assertThat(windows(cacheability).freshFor()).hasSeconds(3600);
    assertThat(cacheability.rules()).containsExactly(Rule.MUST_UNDERSTAND, Rule.MAX_AGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # headers                                  | kept  | rules
                                                     | false | CONFIGURED_ZERO
          Cache-Control: private                     | false | CONFIGURED_ZERO
          Cache-Control: stale-while-revalidate=60   | false | CONFIGURED_ZERO
          Cache-Control: no-cache                    | true  | NO_CACHE
          Cache-Control: max-age=1                   | true  | MAX_AGE
          Cache-Control: max-age=0                   | true  | MAX_AGE
          Expires: 0                                 | true  | EXPIRES_INVALID
          """)
  void aTimeOfZeroStoresNothingUnlessUpstreamSaysSo(
      @Nullable String head, boolean stored, String rules) {
    // Given
    Lifetimes zero = times(0, 30, 600);

    // When
    Cacheability cacheability =
        StorageRules.evaluate(200, Written.head(head), zero, null, Written.NOON);

    // Then
    assertThat(cacheability.keep() && cacheability.lifetimes() != null).isEqualTo(stored);
    assertThat(cacheability.rules()).extracting(Rule::name).isEqualTo(Written.words(rules));
  }

  @Test
  void everyRuleSaysWhereItIsFromAndWhatItCameTo() {
    assertThat(Rule.values())
        .allSatisfy(
            rule -> {
              assertThat(rule.section())
                  .matches(
                      "RFC (?:9111|9213|5861), \\d+(?:\\.\\d+)*|Bimplus Gateway, (?:promise"
                          + " 4|configured)");
              assertThat(rule.sentence()).matches("[A-Z].*\\.");
            });
  }

  private static Cacheability judge(int status, @Nullable String head) {
    return StorageRules.evaluate(status, Written.head(head), CONFIGURED, null, Written.NOON);
  }

  private static Lifetimes windows(Cacheability cacheability) {
    return requireNonNull(cacheability.lifetimes());
  }

  private static Lifetimes times(long freshFor, long whileRevalidate, long ifError) {
    return new Lifetimes(
        Duration.ofSeconds(freshFor),
        Duration.ofSeconds(whileRevalidate),
        Duration.ofSeconds(ifError));
  }
}
