package dev.bimgate.gateway.admin;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Moments as operators are told them: in UTC, to the millisecond, all of one length. */
final class Moments {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Moments() {}

  /** What is shorter than a millisecond is left out. */
  static String text(Instant moment) {
    return FORM.format(moment);
  }
}
