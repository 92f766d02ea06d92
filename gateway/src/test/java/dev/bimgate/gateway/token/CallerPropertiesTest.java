package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.parse.AuthorizationHeader;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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

/** The caller of a credential: two callers never have one identity, nor one caller two. */
class CallerPropertiesTest {

  private static final String SEED = "20260301";
  private static final TestKey KEY = TestKey.rsa("key");

  /** The parts of a caller; everything else in a token is random. */
  record Who(String issuer, String subject, String app, List<String> scopes) {

    boolean isSameAs(Who other) {
      return issuer.equals(other.issuer)
          && subject.equals(other.subject)
          && app.equals(other.app)
          && new HashSet<>(scopes).equals(new HashSet<>(other.scopes));
    }
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE, tries = 500)
  @StatisticsReport(StatisticsReportMode.OFF)
  void twoCredentialsAreOneCallerExactlyIfUserAppAndScopesAreTheSame(
      @ForAll("pairs") Tuple2<Who, Who> pair, @ForAll Random random) throws TokenRejectedException {
    Who one = pair.get1();
    Who other = pair.get2();
    boolean same = one.isSameAs(other);

    assertThat(caller(one, random).equals(caller(other, random))).isEqualTo(same);
    Statistics.collect(same);
    Statistics.coverage(
        seen -> {
          seen.check(true).percentage(much -> much > 10);
          seen.check(false).percentage(much -> much > 10);
        });
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE, tries = 500)
  void theCallerDependsOnNeitherSchemeNorTokenNorOrderOfScopes(
      @ForAll("people") Who who, @ForAll Random random) throws TokenRejectedException {
    assertThat(caller(who, random)).isEqualTo(caller(who, random));
  }

  @Provide
  Arbitrary<Who> people() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "a ", "a,b");
    Arbitrary<String> app = Arbitraries.of("", "a", "b");
    return Combinators.combine(name, name, app, Arbitraries.of("a", "b", "ab").list().ofMaxSize(3))
        .as(Who::new);
  }

  /** Two that differ in at most one part. */
  @Provide
  Arbitrary<Tuple2<Who, Who>> pairs() {
    return Combinators.combine(people(), people(), Arbitraries.integers().between(0, 4))
        .as((one, other, difference) -> Tuple.of(one, near(one, other, difference)));
  }

  private static Who near(Who one, Who other, int difference) {
    return new Who(
        difference == 1 ? other.issuer() : one.issuer(),
        difference == 2 ? other.subject() : one.subject(),
        difference == 3 ? other.app() : one.app(),
        difference == 4 ? other.scopes() : one.scopes());
  }

  private static Caller caller(Who who, Random random) throws TokenRejectedException {
    AuthorizationHeader authorization =
        AuthorizationHeader.read(List.of(scheme(random) + " " + token(who, random)));
    String token = ((AuthorizationHeader.Token) authorization).text();
    return TokenVerifier.caller(ReadToken.read(token, TestGate.RULES).claims());
  }

  private static String scheme(Random random) {
    return List.of("Bearer", "bearer", "BimPlus", "BIMPLUS").get(random.nextInt(4));
  }

  private static String token(Who who, Random random) {
    List<String> scopes = new ArrayList<>(who.scopes());
    Collections.shuffle(scopes, random);
    String between = random.nextBoolean() ? " " : "  ";
    String party = random.nextBoolean() ? "azp" : "client_id";
    return TestToken.by(KEY)
            .without("azp")
            .claim("iss", who.issuer())
            .claim("sub", who.subject())
            .claim(party, who.app())
            .claim("scope", String.join(between, scopes))
            .claim("jti", Long.toString(random.nextLong()))
            .unsigned()
        + ".AAAA";
  }
}
