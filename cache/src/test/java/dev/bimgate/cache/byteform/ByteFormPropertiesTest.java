package dev.bimgate.cache.byteform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Keys of all kinds of texts, and pairs of keys that differ in little or nothing. */
class ByteFormPropertiesTest {

  private static final String SEED = "20260301";

  /** The parts of a key; the scopes are one text, a character each. */
  private record Parts(
      TestRoute route, String team, String query, String issuer, String app, List<String> scopes) {

    CacheKey key() {
      Caller caller = new Caller(new User(issuer, "anna"), app, new HashSet<>(scopes));
      return CacheKey.of(route, caller, route.perTeam() ? team : "", query);
    }
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void aKeyIsReadBackAsItWas(@ForAll("keys") CacheKey key) throws ByteFormException {
    assertThat(ByteForm.key(ByteForm.ofKey(key), TestRoute.ALL)).isEqualTo(key);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void twoKeysAreEqualExactlyIfTheirBytesAre(@ForAll("pairs") Tuple2<CacheKey, CacheKey> pair)
      throws ByteFormException {
    // Given
    boolean equal = pair.get1().equals(pair.get2());

    // When
    byte[] one = ByteForm.ofKey(pair.get1());
    byte[] other = ByteForm.ofKey(pair.get2());

    // Then
    assertThat(Arrays.equals(one, other)).isEqualTo(equal);
    Statistics.collect(equal);
    Statistics.coverage(
        seen -> {
          seen.check(true).percentage(much -> much > 10);
          seen.check(false).percentage(much -> much > 10);
        });
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void aFormWithOneByteChangedIsAnotherKeyOrNone(
      @ForAll("keys") CacheKey key, @ForAll @IntRange(min = 0) int where, @ForAll byte by)
      throws ByteFormException {
    // Given
    byte[] form = ByteForm.ofKey(key);
    form[where % form.length] ^= by == 0 ? 1 : by;

    // When
    CacheKey read;
    try {
      read = ByteForm.key(form, TestRoute.ALL);
    } catch (ByteFormException none) {
      return;
    }

    // Then
    assertThat(read).isNotEqualTo(key);
  }

  @Provide
  Arbitrary<CacheKey> keys() {
    // All characters that are whole: a lone surrogate has no form.
    Arbitrary<String> text =
        Arbitraries.strings().ofMaxLength(12).filter(ByteFormPropertiesTest::isWhole);
    return parts(text).map(Parts::key);
  }

  /** Each part is the same in both keys, four times out of five. */
  @Provide
  Arbitrary<Tuple2<CacheKey, CacheKey>> pairs() {
    Arbitrary<String> text = Arbitraries.of("", "a", "b", "aa", "ab");
    Arbitrary<List<Boolean>> same =
        Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)).list().ofSize(6);
    return Combinators.combine(parts(text), parts(text), same)
        .as((one, other, mask) -> Tuple.of(one.key(), mixed(one, other, mask).key()));
  }

  private static Parts mixed(Parts one, Parts other, List<Boolean> same) {
    return new Parts(
        (same.get(0) ? one : other).route(),
        (same.get(1) ? one : other).team(),
        (same.get(2) ? one : other).query(),
        (same.get(3) ? one : other).issuer(),
        (same.get(4) ? one : other).app(),
        (same.get(5) ? one : other).scopes());
  }

  private static Arbitrary<Parts> parts(Arbitrary<String> text) {
    return Combinators.combine(
            Arbitraries.of(TestRoute.class), text, text, text, text, text.list().ofMaxSize(3))
        .as(Parts::new);
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
  }
}
