package dev.bimgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bimgate.cache.ListKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallsSavedTest {

  @ParameterizedTest
  @EnumSource
  void aHerdOnAColdKeyIsOneCall(ListKind kind) {
    assertThat(CallsSaved.herd(kind))
        .extracting(CallCount::calls, CallCount::lists)
        .containsExactly(1L, 1_000L);
  }

  @ParameterizedTest
  @EnumSource
  void aRenewedTokenCostsNoCall(ListKind kind) {
    assertThat(CallsSaved.tokenRefresh(kind).calls()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void fiveOfSixPollsOfTheSdkAreSaved(ListKind kind) {
    assertThat(CallsSaved.polling(kind, Simulation.FRESH_FOR).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 6.0);
  }

  @ParameterizedTest
  @EnumSource
  void listsThatAreFreshForLongerSaveAllTheMore(ListKind kind) {
    assertThat(CallsSaved.polling(kind, Duration.ofMinutes(5)).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 30.0);
  }

  @ParameterizedTest
  @EnumSource
  void eachPollOfAnHourIsAnsweredWithAList(ListKind kind) {
    CallCount polled = CallsSaved.polling(kind, Simulation.FRESH_FOR);
    long lists = kind == ListKind.PROJECTS ? 50 : 1;

    assertThat(polled.lists()).isEqualTo(20 * lists * 360);
  }

  @ParameterizedTest
  @EnumSource
  void aPollingUserUsesUpAtMostSixtyCallsAnHourForEachList(ListKind kind) {
    long lists = kind == ListKind.PROJECTS ? 50 : 1;

    assertThat(CallsSaved.callsPerUser(kind)).isLessThanOrEqualTo(60.0 * lists);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void fiveMinutesOfRefusalsAreNotSeenByThoseWhoseListsAreHeld(ListKind kind, RefusedBy how) {
    assertThat(CallsSaved.outage(kind, how, true).listsPerThousand()).isEqualTo(1_000);
  }

  /** At 60, 70, 80, 100, 140, 200 and 260 s, of 30 polls: the pauses double from 5 s to 60 s. */
  @ParameterizedTest
  @EnumSource
  void aBimplusThatFailsIsAskedLessAndLess(ListKind kind) {
    CallCount outage = CallsSaved.outage(kind, new RefusedBy(503, null), true);

    assertThat(outage.callsPerThousand()).isLessThanOrEqualTo(270);
    assertThat(outage.callsPerThousand()).isCloseTo(1_000 * 7 / 30.0, within(0.1));
  }

  @ParameterizedTest
  @MethodSource("refusalsThatAskForAPause")
  void whoWantsToBeLetAloneIsAskedNoMoreOftenThanInGoodTimes(ListKind kind, RefusedBy how) {
    assertThat(CallsSaved.outage(kind, how, true).callsPerThousand())
        .isLessThanOrEqualTo(1_000 / 6.0);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsNotHeldCostsNoMoreCallsThanWithoutTheGateway(ListKind kind, RefusedBy how) {
    assertThat(CallsSaved.outage(kind, how, false).callsPerThousand()).isLessThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aHerdSharesARefusal(ListKind kind, RefusedBy how) {
    assertThat(CallsSaved.herdInOutage(kind, how).calls()).isOne();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(ListKind.values())
        .flatMap(kind -> CallsSaved.REFUSALS.stream().map(how -> Arguments.of(kind, how)));
  }

  static Stream<Arguments> refusalsThatAskForAPause() {
    return Stream.of(ListKind.values())
        .flatMap(
            kind ->
                Stream.of(new RefusedBy(429, null), new RefusedBy(503, "300"))
                    .map(how -> Arguments.of(kind, how)));
  }
}
