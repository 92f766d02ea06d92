package dev.bimgate.cache.rfc9111;

import dev.bimgate.cache.http.DeltaSeconds;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.HttpDates;
import dev.bimgate.cache.http.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The age of a response on arrival: {@code corrected_initial_age} of RFC 9111, section 4.2.3. */
public final class InitialAge {

  private InitialAge() {}

  /**
   * The age of a response on arrival, by its {@code Age} and its {@code Date}, whichever makes it
   * older.
   *
   * @param requestedAt when its request was sent
   * @param arrivedAt when it had arrived
   */
  public static Duration of(Headers response, Instant requestedAt, Instant arrivedAt) {
    Duration delay = atLeastZero(Duration.between(requestedAt, arrivedAt));
    Duration corrected = DeltaSeconds.age(response).plus(delay);
    Instant date = date(response, arrivedAt);
    Duration apparent = date == null ? Duration.ZERO : Duration.between(date, arrivedAt);
    return apparent.compareTo(corrected) > 0 ? apparent : corrected;
  }

  /** The {@code Date} of a response; null if it has none, or a malformed one. */
  static @Nullable Instant date(Headers response, Instant arrivedAt) {
    List<String> dates = response.of("Date");
    return dates.isEmpty() ? null : HttpDates.parse(Members.trimmed(dates.get(0)), arrivedAt);
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
