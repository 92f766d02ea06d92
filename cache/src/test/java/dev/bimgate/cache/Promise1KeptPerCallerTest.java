package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promise 1: a list is stored per team and caller, and never served to another caller. */
class Promise1KeptPerCallerTest {

  @Test
  void promise1AnotherUserOfTheSameTeamGetsALoadOfTheirOwn() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "anna's");

    // When
    var bens = bench.lookup(BENS);
    bench.source.list("ben's");

    // Then
    assertThat(served(bens)).isEqualTo("MISS ben's");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT anna's");
  }

  @Test
  void anotherUserDoesNotJoinALoadUnderWay() {
    // Given
    var bench = new Bench();
    var annas = bench.lookup(ANNAS);

    // When
    var bens = bench.lookup(BENS);
    bench.source.list(1, "anna's");

    // Then
    assertThat(served(annas)).isEqualTo("MISS anna's");
    assertThat(bens).isNotDone();
  }

  @Test
  void narrowerScopesAreAnotherCaller() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "with all scopes");
    var narrow = new Caller(Lists.ANNA, "portal", Set.of("openid"));

    // When
    var asked = bench.lookup(Lists.projects(narrow, "nemetschek", ""));

    // Then
    assertThat(asked).isNotDone();
  }

  @Test
  void theSameSubjectOfAnotherIssuerIsAnotherCaller() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "anna's");
    var namesake = new User("https://login.example/realms/other", "anna");
    var caller = new Caller(namesake, "portal", Lists.ANNA_IN_PORTAL.scopes());

    // When
    var asked = bench.lookup(Lists.projects(caller, "nemetschek", ""));

    // Then
    assertThat(asked).isNotDone();
  }

  @Test
  void anEntrySurvivesARefreshOfTheToken() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "anna's");
    var user = new User(new String(Lists.ISSUER), new String("anna"));
    var refreshed = new Caller(user, "portal", Set.of("bimplus", "openid"));

    // When
    var asked = bench.lookup(Lists.projects(refreshed, "nemetschek", ""));

    // Then
    assertThat(served(asked)).isEqualTo("HIT anna's");
  }

  @Test
  void anotherAppOfTheUserGetsALoadOfItsOwn() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "in the portal");

    // When
    var asked = bench.lookup(ANNAS_IN_DESKTOP);

    // Then
    assertThat(asked).isNotDone();
  }

  @Test
  void sharedBetweenAppsAnotherAppOfTheUserIsServed() {
    // Given
    var bench = new Bench(Bench.sharedBetweenApps());
    bench.keep(ANNAS, "in the portal");

    // When
    var asked = bench.lookup(ANNAS_IN_DESKTOP);

    // Then
    assertThat(served(asked)).isEqualTo("HIT in the portal");
  }

  @Test
  void sharedBetweenAppsScopesStillCount() {
    // Given
    var bench = new Bench(Bench.sharedBetweenApps());
    bench.keep(ANNAS, "in the portal");
    var narrow = new Caller(Lists.ANNA, "desktop", Set.of("openid"));

    // When
    var asked = bench.lookup(Lists.projects(narrow, "nemetschek", ""));

    // Then
    assertThat(asked).isNotDone();
  }

  @Test
  void sharedBetweenAppsAnotherUserIsStillAnother() {
    // Given
    var bench = new Bench(Bench.sharedBetweenApps());
    bench.keep(ANNAS, "anna's");

    // When
    var asked = bench.lookup(BENS);

    // Then
    assertThat(asked).isNotDone();
  }
}
