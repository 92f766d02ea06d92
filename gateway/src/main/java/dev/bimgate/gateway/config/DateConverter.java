package dev.bimgate.gateway.config;

import java.time.LocalDate;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a day such as {@code 2026-12-31}; white space around it does not count. */
public final class DateConverter implements Converter<LocalDate> {

  private static final long serialVersionUID = 1L;

  @Override
  public LocalDate convert(String value) {
    return LocalDate.parse(value.trim());
  }
}
