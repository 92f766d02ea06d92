package dev.bimgate.gateway.config;

import java.util.regex.Pattern;

/**
 * A part of a whole, written as a percentage: {@code 10%}, {@code 2.5%}.
 *
 * @param percent from 0 to 100
 */
public record Share(double percent) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");

  public Share {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("a share is from 0% to 100%");
    }
  }

  /**
   * Parses a share; the converter of settings calls this method.
   *
   * @throws IllegalArgumentException unless the text is a number from 0 to 100 followed by {@code
   *     %}
   */
  public static Share of(String text) {
    var form = FORM.matcher(text.trim());
    if (!form.matches()) {
      throw new IllegalArgumentException("a share is a number followed by %");
    }
    return new Share(Double.parseDouble(form.group(1)));
  }
}
