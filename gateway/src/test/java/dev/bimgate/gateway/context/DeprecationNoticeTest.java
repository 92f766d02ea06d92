package dev.bimgate.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DeprecationNoticeTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);
  private static final String URL = "/instead";

  private final MultiMap answer = MultiMap.caseInsensitiveMultiMap();

  @Test
  void aResponseSaysSinceWhenUntilWhenAndWhereToGo() {
    notice(LAST_DAY);

    assertThat(answer.getAll("Deprecation")).containsExactly("@1767225600");
    assertThat(answer.getAll("Sunset")).containsExactly("Thu, 31 Dec 2026 23:59:59 GMT");
    assertThat(answer.getAll("Link"))
        .containsExactly("</instead>; rel=\"deprecation\"", "</instead>; rel=\"sunset\"");
  }

  @Test
  void theDayOfASunsetHasTwoDigits() {
    notice(LocalDate.of(2027, 3, 1));

    assertThat(answer.get("Sunset")).isEqualTo("Mon, 01 Mar 2027 23:59:59 GMT");
  }

  @Test
  void aSunsetBeforeTheDeprecationPullsItForward() {
    notice(LocalDate.of(2025, 6, 30));

    assertThat(answer.get("Sunset")).isEqualTo("Mon, 30 Jun 2025 23:59:59 GMT");
    assertThat(answer.get("Deprecation"))
        .isEqualTo("@" + Instant.parse("2025-06-30T23:59:59Z").getEpochSecond());
  }

  @Test
  void aDayThatNoHttpDateCanNameIsTheLastThatOneCan() {
    notice(LocalDate.MAX);

    assertThat(answer.get("Sunset")).isEqualTo("Fri, 31 Dec 9999 23:59:59 GMT");
  }

  @Test
  void theHeadersOfBimplusAreReplacedAndItsOtherLinksStay() {
    answer.add("deprecation", "@1").add("sunset", "never");
    answer.add("Link", "<a,b>; rel=next, <c>; title=\"x, <y>\"; rel=\"x Sunset\", <d>;rel=prev");
    answer.add("Link", "<e>; REL=deprecation");

    notice(LAST_DAY);

    assertThat(answer.getAll("Deprecation")).containsExactly("@1767225600");
    assertThat(answer.getAll("Sunset")).hasSize(1);
    assertThat(answer.getAll("Link"))
        .containsExactly(
            "<a,b>; rel=next",
            "<d>;rel=prev",
            "</instead>; rel=\"deprecation\"",
            "</instead>; rel=\"sunset\"");
  }

  private void notice(LocalDate sunset) {
    DeprecationNotice.of(SINCE, sunset, URL).writeTo(answer);
  }
}
