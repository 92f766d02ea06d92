package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in headers: RFC 9110, section 5.6.7. */
class HttpDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sun, 06 Nov 1994 08:49:37 GMT      | 1994-11-06T08:49:37Z
          Sunday, 06-Nov-94 08:49:37 GMT     | 1994-11-06T08:49:37Z
          Sun Nov  6 08:49:37 1994           | 1994-11-06T08:49:37Z
          Sun Nov 16 08:49:37 1994           | 1994-11-16T08:49:37Z
          Thu, 18 Aug 2050 02:01:18 GMT      | 2050-08-18T02:01:18Z
          THU, 18 Aug 2050 02:01:18 GMT      | 2050-08-18T02:01:18Z
          Thu, 18 AUG 2050 02:01:18 GMT      | 2050-08-18T02:01:18Z
          Thu, 18 aug 2050 02:01:18 gMT      | 2050-08-18T02:01:18Z
          THURSDAY, 18-AUG-50 02:01:18 gmt   | 2050-08-18T02:01:18Z
          thu aug 18 02:01:18 2050           | 2050-08-18T02:01:18Z
          Mon, 18 Aug 2050 02:01:18 GMT      | 2050-08-18T02:01:18Z
          Tue, 19 Jan 2038 14:14:08 GMT      | 2038-01-19T14:14:08Z
          Sun, 21 Nov 2286 04:46:39 GMT      | 2286-11-21T04:46:39Z
          Fri, 31 Dec 9999 23:59:59 GMT      | 9999-12-31T23:59:59Z
          Tue, 29 Feb 2028 00:00:00 GMT      | 2028-02-29T00:00:00Z
          Sat, 31 Dec 2016 23:59:60 GMT      | 2017-01-01T00:00:00Z
          """)
  void theThreeFormsAreReadInAnyCase(String text, Instant instant) {
    assertThat(HttpDates.parse(text, Written.NOON)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "foo",
        "2050-08-18T02:01:18Z",
        "Thu, 18 Aug 2050 02:01:18 UTC",
        "Thu, 18 Aug 2050 02:01:18 AEST",
        "Thu, 18 Aug 2050 02:01:18 +0000",
        "Thu, 18 Aug 2050 02:01:18",
        "Thu, 18 Aug 50 02:01:18 GMT",
        "Thu, 18 Aug 02050 02:01:18 GMT",
        "Thu, 8 Aug 2050 02:01:18 GMT",
        "Thu, 018 Aug 2050 02:01:18 GMT",
        "Thu 18 Aug 2050 02:01:18 GMT",
        "Thu,18 Aug 2050 02:01:18 GMT",
        "Thu,  18 Aug 2050 02:01:18 GMT",
        "Thu, 18  Aug  2050 02:01:18 GMT",
        "Thu, 18-Aug-2050 02:01:18 GMT",
        "Thu, 18 Aug 2050 02.01.18 GMT",
        "Thu, 18 Aug 2050 2:01:18 GMT",
        "Thu, 18 Aug 2050 02:1:18 GMT",
        "Thu, 18 Aug 2050 02:01 GMT",
        "Thu, 18 Aug 2050 24:00:00 GMT",
        "Thu, 18 Aug 2050 02:60:00 GMT",
        "Thu, 18 Aug 2050 02:01:60 GMT",
        "Thu, 18 Aug 2050 02:59:60 GMT",
        "Thu, 18 Aug 2050 23:01:60 GMT",
        "Thu, 18 Aug 2050 23:59:61 GMT",
        "Thu, 31 Apr 2050 02:01:18 GMT",
        "Thu, 00 Aug 2050 02:01:18 GMT",
        "Thu, 29 Feb 2027 02:01:18 GMT",
        "Thu, 18 Augo 2050 02:01:18 GMT",
        "Thursday, 18 Aug 2050 02:01:18 GMT",
        "Xxx, 18 Aug 2050 02:01:18 GMT",
        " Thu, 18 Aug 2050 02:01:18 GMT",
        "Thu, 18 Aug 2050 02:01:18 GMT ",
        "Thu, 18 Aug 2050 02:01:18 GMT, Thu, 18 Aug 2050 02:01:18 GMT",
        "Thu, 18-Aug-50 02:01:18 GMT",
        "Thursday 18-Aug-50 02:01:18 GMT",
        "Thursday, 18-Aug-2050 02:01:18 GMT",
        "Thursday, 18-Aug-50 02:01:18 EST",
        "Thursday, 31-Apr-50 02:01:18 GMT",
        "Thu Aug 8 02:01:18 2050",
        "Thu Aug 08  02:01:18 2050",
        "Thu Aug  8 02:01:18 50",
        "Thu, Aug  8 02:01:18 2050",
        "Thu Aug  8 02:01:18 2050 GMT",
        "Thu, ١٨ Aug 2050 02:01:18 GMT"
      })
  void everythingElseIsNoDate(String text) {
    assertThat(HttpDates.parse(text, Written.NOON)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # now                | text                           | time
          2026-11-25T12:00:00Z | Friday, 25-Nov-26 11:59:59 GMT | 2026-11-25T11:59:59Z
          2026-11-25T12:00:00Z | Friday, 01-Jan-00 00:00:00 GMT | 2000-01-01T00:00:00Z
          2026-11-25T12:00:00Z | Friday, 25-Nov-76 12:00:00 GMT | 2076-11-25T12:00:00Z
          2026-11-25T12:00:00Z | Friday, 25-Nov-76 12:00:01 GMT | 1976-11-25T12:00:01Z
          2026-11-25T12:00:00Z | Friday, 31-Dec-99 23:59:59 GMT | 1999-12-31T23:59:59Z
          2080-01-01T00:00:00Z | Friday, 01-Jan-20 00:00:00 GMT | 2120-01-01T00:00:00Z
          2080-01-01T00:00:00Z | Friday, 01-Jan-70 00:00:00 GMT | 2070-01-01T00:00:00Z
          2100-01-01T00:00:00Z | Friday, 01-Jan-00 00:00:00 GMT | 2100-01-01T00:00:00Z
          2080-01-01T00:00:00Z | Friday, 29-Feb-00 00:00:00 GMT | 2000-02-29T00:00:00Z
          """)
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(Instant now, String text, Instant instant) {
    assertThat(HttpDates.parse(text, now)).isEqualTo(instant);
  }
}
