package dev.bimgate.gateway.context.http;

import io.vertx.core.http.HttpHeaders;

/** Names of headers for which Vert.x has no constant. */
public final class HeaderNames {

  public static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
  public static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
  public static final CharSequence UPSTREAM_REQUEST_ID =
      HttpHeaders.createOptimized("X-Upstream-Request-Id");
  public static final CharSequence RATE_REMAINING =
      HttpHeaders.createOptimized("X-RateLimit-Remaining");
  public static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");
  public static final CharSequence RATE_LIMIT_POLICY =
      HttpHeaders.createOptimized("RateLimit-Policy");
  public static final CharSequence RANGE = HttpHeaders.createOptimized("Range");
  public static final CharSequence VIA = HttpHeaders.createOptimized("Via");

  /** The gateway's name in {@code Via} and {@code Cache-Status}. */
  public static final String PSEUDONYM = "bimplus-gateway";

  private HeaderNames() {}
}
