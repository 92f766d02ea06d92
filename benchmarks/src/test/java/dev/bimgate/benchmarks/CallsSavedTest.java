package dev.bimgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.ListKind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
  @CsvSource({"PROJECTS, 429", "PROJECTS, 503", "TEAMS, 429", "TEAMS, 503"})
  void fiveMinutesOfRefusalsAreNotSeenByThoseWhoseListsAreHeld(ListKind kind, int status) {
    assertThat(CallsSaved.outage(kind, status, true).listsPerThousand()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"PROJECTS, 429", "PROJECTS, 503", "TEAMS, 429", "TEAMS, 503"})
  void whileBimplusRefusesNobodyAsksForAListThatIsFresh(ListKind kind, int status) {
    assertThat(CallsSaved.outage(kind, status, true).callsPerThousand())
        .isLessThanOrEqualTo(1_000 * 25 / 30.0);
  }

  @ParameterizedTest
  @CsvSource({"PROJECTS, 429", "PROJECTS, 503", "TEAMS, 429", "TEAMS, 503"})
  void whatIsNotHeldCostsNoMoreCallsThanWithoutTheGateway(ListKind kind, int status) {
    assertThat(CallsSaved.outage(kind, status, false).callsPerThousand())
        .isLessThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"PROJECTS, 429", "PROJECTS, 503", "TEAMS, 429", "TEAMS, 503"})
  void aHerdSharesARefusal(ListKind kind, int status) {
    assertThat(CallsSaved.herdInOutage(kind, status).calls()).isOne();
  }
}
