package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Different requests never share a key, and one request has one key however it is spelled. */
class CacheKeyPropertiesTest {

  private static final String SEED = "20260301";
  private static final User ANNA = new User("https://login.example/realms/allplan", "anna");

  /** Caller and target, as in a request line. */
  record Asked(String path, List<String> parameters, Caller caller) {

    String target() {
      return parameters.isEmpty() ? path : path + '?' + String.join("&", parameters);
    }

    CacheKey key() {
      return AskedKey.of(target(), caller).orElseThrow();
    }
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void twoRequestsShareAKeyExactlyIfTheyAreTheSame(@ForAll("pairs") Tuple2<Asked, Asked> pair) {
    Asked one = pair.get1();
    Asked other = pair.get2();
    boolean same =
        Question.of(one.target()).equals(Question.of(other.target()))
            && one.caller().equals(other.caller());

    assertThat(one.key().equals(other.key())).isEqualTo(same);
    Statistics.collect(same);
    Statistics.coverage(
        seen -> {
          seen.check(true).percentage(much -> much > 10);
          seen.check(false).percentage(much -> much > 10);
        });
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void oneRequestHasOneKeyHoweverItIsSpelled(
      @ForAll("requests") Asked asked, @ForAll Random random) {
    List<String> parameters = withIgnored(inOtherOrder(asked.parameters(), random), random);
    String origin = random.nextBoolean() ? "" : "HTTPS://gateway.example:8443";
    Asked again = new Asked(origin + asked.path(), parameters, asked.caller());

    assertThat(again.key()).isEqualTo(asked.key()).hasSameHashCodeAs(asked.key());
  }

  @Provide
  Arbitrary<Asked> requests() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "", "A", "%61", "_b", "?");
    Arbitrary<String> rest = Arbitraries.of("", "=", "=1", "=2", "=a=1", "=;?/%26");
    Arbitrary<String> parameter = Combinators.combine(name, rest).as(String::concat);
    return Combinators.combine(
            Arbitraries.of("/v2/a/projects", "/v2/b/projects", "/v2/teams"),
            parameter.list().ofMaxSize(4),
            callers())
        .as(Asked::new);
  }

  /** Two that differ in one thing at most, or in the order of their parameters. */
  @Provide
  Arbitrary<Tuple2<Asked, Asked>> pairs() {
    return Combinators.combine(requests(), requests(), Arbitraries.integers().between(0, 4))
        .as((one, other, difference) -> Tuple.of(one, near(one, other, difference)));
  }

  private static Asked near(Asked one, Asked other, int difference) {
    List<String> parameters = new ArrayList<>(one.parameters());
    switch (difference) {
      case 0 -> Collections.reverse(parameters);
      case 1 -> parameters = other.parameters();
      case 2 -> parameters.addAll(other.parameters());
      default -> {}
    }
    return new Asked(
        difference == 3 ? other.path() : one.path(),
        parameters,
        difference == 4 ? other.caller() : one.caller());
  }

  private static Arbitrary<Caller> callers() {
    return Arbitraries.of(
        new Caller(ANNA, "portal", Set.of("a", "b")), new Caller(ANNA, "portal", Set.of("a b")));
  }

  /** Another order of the names; the parameters of one name keep theirs. */
  private static List<String> inOtherOrder(List<String> parameters, Random random) {
    Map<String, Queue<String>> byName = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      byName.computeIfAbsent(name, first -> new ArrayDeque<>()).add(parameter);
      names.add(name);
    }
    Collections.shuffle(names, random);
    return new ArrayList<>(
        names.stream().map(name -> Objects.requireNonNull(byName.get(name)).remove()).toList());
  }

  private static List<String> withIgnored(List<String> parameters, Random random) {
    for (int i = random.nextInt(3); i > 0; i--) {
      String ignored = random.nextBoolean() ? "_" : "_=" + random.nextInt(1_000_000);
      parameters.add(random.nextInt(parameters.size() + 1), ignored);
    }
    return parameters;
  }
}
