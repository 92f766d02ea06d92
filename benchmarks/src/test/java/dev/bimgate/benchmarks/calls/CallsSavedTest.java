package dev.bimgate.benchmarks.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bimgate.gateway.routes.CachedRoute;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallsSavedTest {

  @ParameterizedTest
  @EnumSource
  void aHerdOnAColdKeyIsOneCall(CachedRoute route) {
    assertThat(CallsSaved.herd(route))
        .extracting(CallCount::calls, CallCount::lists)
        .containsExactly(1L, 1_000L);
  }

  @ParameterizedTest
  @EnumSource
  void aRenewedTokenCostsNoCall(CachedRoute route) {
    assertThat(CallsSaved.tokenRefresh(route).calls()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void fiveOfSixPollsOfTheSdkAreSaved(CachedRoute route) {
    assertThat(CallsSaved.polling(route, Simulation.FRESH_FOR).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 6.0);
  }

  @ParameterizedTest
  @EnumSource
  void listsThatAreFreshForLongerSaveAllTheMore(CachedRoute route) {
    assertThat(CallsSaved.polling(route, Duration.ofMinutes(5)).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 30.0);
  }

  @ParameterizedTest
  @EnumSource
  void eachPollOfAnHourReturnsAList(CachedRoute route) {
    CallCount polled = CallsSaved.polling(route, Simulation.FRESH_FOR);
    long lists = route.perTeam() ? 50 : 1;

    assertThat(polled.lists()).isEqualTo(20 * lists * 360);
  }

  @ParameterizedTest
  @EnumSource
  void aPollingUserUsesUpAtMostSixtyCallsAnHourForEachList(CachedRoute route) {
    long lists = route.perTeam() ? 50 : 1;

    assertThat(CallsSaved.callsPerUser(route)).isLessThanOrEqualTo(60.0 * lists);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void fiveMinutesOfErrorsAreNotSeenByClientsWhoseListsAreStored(CachedRoute route, RefusedBy how) {
    assertThat(CallsSaved.outage(route, how, true).listsPerThousand()).isEqualTo(1_000);
  }

  /** At 60, 70, 80, 100, 140, 200 and 260 s, of 30 polls: the back-off doubles from 5 s to 60 s. */
  @ParameterizedTest
  @EnumSource
  void aBimplusThatFailsIsCalledLessAndLess(CachedRoute route) {
    CallCount outage = CallsSaved.outage(route, new RefusedBy(503, null), true);

    assertThat(outage.callsPerThousand()).isLessThanOrEqualTo(270);
    assertThat(outage.callsPerThousand()).isCloseTo(1_000 * 7 / 30.0, within(0.1));
  }

  @ParameterizedTest
  @MethodSource("refusalsThatAskForAPause")
  void aRetryAfterAllowsNoMoreCallsThanInGoodTimes(CachedRoute route, RefusedBy how) {
    assertThat(CallsSaved.outage(route, how, true).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 6.0);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsNotHeldCostsNoMoreCallsThanWithoutTheGateway(CachedRoute route, RefusedBy how) {
    assertThat(CallsSaved.outage(route, how, false).callsPerThousand()).isLessThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aHerdSharesAnError(CachedRoute route, RefusedBy how) {
    assertThat(CallsSaved.herdInOutage(route, how).calls()).isOne();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(CachedRoute.values())
        .flatMap(route -> CallsSaved.REFUSALS.stream().map(how -> Arguments.of(route, how)));
  }

  static Stream<Arguments> refusalsThatAskForAPause() {
    return Stream.of(CachedRoute.values())
        .flatMap(
            route ->
                Stream.of(new RefusedBy(429, null), new RefusedBy(503, "300"))
                    .map(how -> Arguments.of(route, how)));
  }
}
