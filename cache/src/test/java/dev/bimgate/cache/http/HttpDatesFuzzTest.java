package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Any text: it is a date or it is none, and every date there is can be parsed. */
class HttpDatesFuzzTest {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final DateTimeFormatter IMF_FIXDATE = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
  private static final DateTimeFormatter RFC_850 = form("EEEE, dd-MMM-uu HH:mm:ss 'GMT'");
  private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss uuuu");

  @FuzzTest(maxDuration = "10m")
  void whatIsReadIsWrittenAndReadAsTheSame(byte[] bytes) {
    Instant instant = HttpDates.parse(new String(bytes, StandardCharsets.ISO_8859_1), Written.NOON);

    // A leap second at the end of the year 9999 cannot be written any more.
    if (instant != null && !instant.isAfter(LAST)) {
      assertThat(HttpDates.parse(IMF_FIXDATE.format(instant), Written.NOON)).isEqualTo(instant);
    }
  }

  @FuzzTest(maxDuration = "10m")
  void everyTimeIsReadInEachForm(FuzzedDataProvider data) {
    long seconds = data.consumeLong(FIRST.getEpochSecond(), LAST.getEpochSecond());
    Instant instant = Instant.ofEpochSecond(seconds);

    assertThat(HttpDates.parse(IMF_FIXDATE.format(instant), instant)).isEqualTo(instant);
    assertThat(HttpDates.parse(ASCTIME.format(instant), instant)).isEqualTo(instant);
    assertThat(HttpDates.parse(RFC_850.format(instant), instant)).isEqualTo(instant);
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
