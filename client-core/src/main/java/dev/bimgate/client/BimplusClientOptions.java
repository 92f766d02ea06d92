package dev.bimgate.client;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach Bimplus, and the timeouts.
 *
 * @param baseUrl base of the API, {@code /v2} included, {@code http} or {@code https}, without
 *     query and fragment; a trailing slash is ignored
 * @param connectTimeout name lookup, connection and handshake together; at least 1 ms
 * @param responseTimeout from the last byte of the request to the response headers
 * @param idleTimeout no byte moves although this side is ready to read or to write one
 * @param listTimeout a complete list from the start of its load to its last byte, retry included; a
 *     {@link ListRequest} may have a shorter one
 * @param poolSize maximum number of connections, and so of concurrent calls
 * @param poolMaxWait how long a call waits for a connection; zero: not at all
 */
public record BimplusClientOptions(
    URI baseUrl,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration listTimeout,
    int poolSize,
    Duration poolMaxWait) {

  public BimplusClientOptions {
    if (baseUrl.getHost() == null || !isHttp(baseUrl.getScheme())) {
      throw new IllegalArgumentException("baseUrl has to be an http or https URL with a host");
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize has to be at least 1");
    }
  }

  /**
   * Defaults for an app: 3 s to connect, 30 s for response headers, 60 s idle, 15 s for a list; 16
   * connections, and 2 s of waiting for one.
   */
  public static BimplusClientOptions of(URI baseUrl) {
    return new BimplusClientOptions(
        baseUrl,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        16,
        Duration.ofSeconds(2));
  }

  /**
   * Whether a deadline leaves a call less than half of the time that Bimplus has otherwise: then a
   * timeout says nothing about Bimplus.
   */
  boolean isShort(Duration deadline) {
    Duration full = listTimeout.compareTo(responseTimeout) < 0 ? listTimeout : responseTimeout;
    return deadline.plus(deadline).compareTo(full) < 0;
  }

  boolean isTls() {
    return "https".equalsIgnoreCase(baseUrl.getScheme());
  }

  int port() {
    if (baseUrl.getPort() != -1) {
      return baseUrl.getPort();
    }
    return isTls() ? 443 : 80;
  }

  /** The path of the base without a trailing slash. */
  String basePath() {
    String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isHttp(String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }
}
