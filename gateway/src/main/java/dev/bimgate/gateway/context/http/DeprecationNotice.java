package dev.bimgate.gateway.context.http;

import dev.bimgate.cache.model.Header;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The headers that announce a deprecated way: deprecated since (RFC 9745), removed at (RFC 8594),
 * and what replaces it.
 */
public final class DeprecationNotice {

  private static final CharSequence DEPRECATION = HttpHeaders.createOptimized("Deprecation");
  private static final CharSequence SUNSET = HttpHeaders.createOptimized("Sunset");
  private static final CharSequence LINK = HttpHeaders.createOptimized("Link");

  /** The link relations of the two RFCs. */
  private static final List<String> RELATIONS = List.of("deprecation", "sunset");

  /** The last day that an HTTP date can name (RFC 9110, section 5.6.7). */
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final List<Header> headers;

  private DeprecationNotice(List<Header> headers) {
    this.headers = headers;
  }

  /**
   * A notice.
   *
   * @param since the start of deprecation; also sent as the sunset where that is earlier, since a
   *     sunset never precedes its deprecation (RFC 9745, section 4)
   * @param sunsetDay the last day; the sunset is its last second (UTC)
   * @param instead the URL of the page about the replacement
   */
  public static DeprecationNotice of(Instant since, LocalDate sunsetDay, String instead) {
    LocalDate day = sunsetDay.isAfter(LAST_DAY) ? LAST_DAY : sunsetDay;
    Instant sunset = day.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC);
    Instant deprecated = since.isAfter(sunset) ? sunset : since;
    return new DeprecationNotice(
        List.of(
            new Header(DEPRECATION.toString(), "@" + deprecated.getEpochSecond()),
            new Header(SUNSET.toString(), HttpDate.of(sunset)),
            new Header(LINK.toString(), '<' + instead + ">; rel=\"deprecation\""),
            new Header(LINK.toString(), '<' + instead + ">; rel=\"sunset\"")));
  }

  /** Adds the notice to a response, in place of what Bimplus says of these things. */
  public void writeTo(MultiMap response) {
    response.remove(DEPRECATION);
    response.remove(SUNSET);
    if (response.contains(LINK)) {
      List<String> others = LinkHeader.without(RELATIONS, response.getAll(LINK));
      response.remove(LINK);
      others.forEach(link -> response.add(LINK, link));
    }
    for (Header header : headers) {
      response.add(header.name(), header.value());
    }
  }
}
