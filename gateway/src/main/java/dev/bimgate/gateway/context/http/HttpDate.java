package dev.bimgate.gateway.context.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The text of an HTTP date (RFC 9110, section 5.6.7). */
public final class HttpDate {

  /** With names of its own: a pattern would load those of the locale. */
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** Writes a time, whose year has four digits. */
  public static String of(Instant instant) {
    String text = FORM.format(instant);
    // RFC 1123 allows one digit for the day, HTTP does not.
    return text.charAt(6) == ' ' ? text.substring(0, 5) + '0' + text.substring(5) : text;
  }
}
