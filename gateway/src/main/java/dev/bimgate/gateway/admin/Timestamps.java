package dev.bimgate.gateway.admin;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as admin responses write them: in UTC, to the millisecond, all of one length. */
final class Timestamps {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Timestamps() {}

  static String text(Instant instant) {
    return FORM.format(instant);
  }
}
