package dev.bimgate.cache.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates in headers, in the three forms of RFC 9110, section 5.6.7.
 *
 * <p>Names may come in any case (RFC 9111, section 4.2); a weekday that does not fit the date is
 * ignored.
 */
public final class HttpDates {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
  private static final String LONG_WEEKDAY =
      "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
  private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
  private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";

  private static final Pattern IMF_FIXDATE =
      form(WEEKDAY + ", (?<day>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " gmt");
  private static final Pattern RFC_850 =
      form(LONG_WEEKDAY + ", (?<day>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) " + TIME + " gmt");
  private static final Pattern ASCTIME =
      form(WEEKDAY + " " + MONTH + " (?<day>\\d\\d| \\d) " + TIME + " (?<year>\\d{4})");

  private HttpDates() {}

  private static Pattern form(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /**
   * The time that a text gives; null if it is in none of the three forms.
   *
   * @param now what a year of two digits is read against: it lies at most 50 years ahead
   */
  public static @Nullable Instant parse(String text, Instant now) {
    for (Pattern form : List.of(IMF_FIXDATE, ASCTIME)) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return instant(matcher, number(matcher, "year"));
      }
    }
    Matcher matcher = RFC_850.matcher(text);
    return matcher.matches() ? instantOfShortYear(matcher, now) : null;
  }

  private static @Nullable Instant instantOfShortYear(Matcher matcher, Instant now) {
    int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
    Instant latest = now.atOffset(ZoneOffset.UTC).plusYears(50).toInstant();
    int year = thisYear - thisYear % 100 + 100 + number(matcher, "year");
    for (int centuries = 0; centuries < 3; centuries++) {
      Instant instant = instant(matcher, year - 100 * centuries);
      if (instant != null && !instant.isAfter(latest)) {
        return instant;
      }
    }
    return null;
  }

  private static @Nullable Instant instant(Matcher matcher, int year) {
    int month = 1 + MONTHS.indexOf(matcher.group("month").toLowerCase(Locale.ROOT));
    int second = number(matcher, "second");
    // The leap second, 23:59:60, ends in the next day.
    boolean leaps = second == 60 && number(matcher, "minute") == 59;
    leaps = leaps && number(matcher, "hour") == 23;
    try {
      return LocalDate.of(year, month, number(matcher, "day"))
          .atTime(number(matcher, "hour"), number(matcher, "minute"), leaps ? 59 : second)
          .plusSeconds(leaps ? 1 : 0)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group).strip());
  }
}
