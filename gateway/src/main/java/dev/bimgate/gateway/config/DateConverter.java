package dev.bimgate.gateway.config;

import java.time.LocalDate;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Parses a date such as {@code 2026-12-31}; trims white space, blank is none. */
public final class DateConverter implements Converter<LocalDate> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable LocalDate convert(String value) {
    String day = value.trim();
    return day.isEmpty() ? null : LocalDate.parse(day);
  }
}
