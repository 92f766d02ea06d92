package dev.bimgate.gateway.admin;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as admin responses write them: in UTC, to the millisecond, all of one length. */
final class Moments {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Moments() {}

  static String text(Instant moment) {
    return FORM.format(moment);
  }
}
