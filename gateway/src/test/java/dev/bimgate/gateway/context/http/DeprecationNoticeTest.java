package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DeprecationNoticeTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);
  private static final String URL = "/instead";

  private final MultiMap response = MultiMap.caseInsensitiveMultiMap();

  @Test
  void aResponseSaysSinceWhenUntilWhenAndWhereToGo() {
    notice(LAST_DAY);

    assertThat(response.getAll("Deprecation")).containsExactly("@1767225600");
    assertThat(response.getAll("Sunset")).containsExactly("Thu, 31 Dec 2026 23:59:59 GMT");
    assertThat(response.getAll("Link"))
        .containsExactly("</instead>; rel=\"deprecation\"", "</instead>; rel=\"sunset\"");
  }

  @Test
  void theDayOfASunsetHasTwoDigits() {
    notice(LocalDate.of(2027, 3, 1));

    assertThat(response.get("Sunset")).isEqualTo("Mon, 01 Mar 2027 23:59:59 GMT");
  }

  @Test
  void aSunsetBeforeTheDeprecationPullsItForward() {
    notice(LocalDate.of(2025, 6, 30));

    assertThat(response.get("Sunset")).isEqualTo("Mon, 30 Jun 2025 23:59:59 GMT");
    assertThat(response.get("Deprecation"))
        .isEqualTo("@" + Instant.parse("2025-06-30T23:59:59Z").getEpochSecond());
  }

  @Test
  void aDayThatNoHttpDateCanNameIsTheLastThatOneCan() {
    notice(LocalDate.MAX);

    assertThat(response.get("Sunset")).isEqualTo("Fri, 31 Dec 9999 23:59:59 GMT");
  }

  @Test
  void theHeadersOfBimplusAreReplacedAndItsOtherLinksStay() {
    response.add("deprecation", "@1").add("sunset", "never");
    response.add("Link", "<a,b>; rel=next, <c>; title=\"x, <y>\"; rel=\"x Sunset\", <d>;rel=prev");
    response.add("Link", "<e>; REL=deprecation");

    notice(LAST_DAY);

    assertThat(response.getAll("Deprecation")).containsExactly("@1767225600");
    assertThat(response.getAll("Sunset")).hasSize(1);
    assertThat(response.getAll("Link"))
        .containsExactly(
            "<a,b>; rel=next",
            "<d>;rel=prev",
            "</instead>; rel=\"deprecation\"",
            "</instead>; rel=\"sunset\"");
  }

  private void notice(LocalDate sunset) {
    DeprecationNotice.of(SINCE, sunset, URL).writeTo(response);
  }
}
