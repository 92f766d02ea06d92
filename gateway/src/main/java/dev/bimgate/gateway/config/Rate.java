package dev.bimgate.gateway.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A number of calls per period, written {@code 20/s}, {@code 600/m} or {@code 5000/h}.
 *
 * @param calls at least 1
 */
public record Rate(int calls, Duration period) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})/([smh])");
  private static final Map<String, Duration> PERIODS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  /**
   * Parses a rate; the converter of settings calls this method.
   *
   * @throws IllegalArgumentException unless the text is a whole number from 1 to 999999, a slash,
   *     and {@code s}, {@code m} or {@code h}
   */
  public static Rate of(String text) {
    var form = FORM.matcher(text.trim());
    Duration period = form.matches() ? PERIODS.get(form.group(2)) : null;
    if (period == null) {
      throw new IllegalArgumentException("a rate is a number of calls per s, m or h");
    }
    return new Rate(Integer.parseInt(form.group(1)), period);
  }
}
