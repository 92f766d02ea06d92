package dev.bimgate.sandbox.demo;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The response to one request of the walk.
 *
 * @param fields by lower-case name, the first value of each
 * @param took from sending the request to the last byte of the response
 */
record Reply(int status, Map<String, String> fields, Buffer body, Duration took) {

  /** No response. */
  static final Reply NONE = new Reply(0, Map.of(), Buffer.buffer(), Duration.ZERO);

  private static final String OUR_NAME = "bimplus-gateway; ";
  private static final Pattern TTL = Pattern.compile("; ttl=(-?\\d+)");

  Optional<String> field(String lowerCaseName) {
    return Optional.ofNullable(fields.get(lowerCaseName));
  }

  String text() {
    return body.toString();
  }

  /** {@code Cache-Status} in short: without the gateway's name and Bimplus's status. */
  String cacheStatus() {
    String value = field("cache-status").orElse("-");
    String ours = value.startsWith(OUR_NAME) ? value.substring(OUR_NAME.length()) : value;
    return ours.replaceFirst("; fwd-status=\\d+", "");
  }

  boolean isHit() {
    return cacheStatus().equals("hit") || cacheStatus().startsWith("hit;");
  }

  /** Whether the cache had to contact Bimplus. */
  boolean isMiss() {
    return cacheStatus().startsWith("fwd=");
  }

  /** Whether its {@code Cache-Status} says that it is stale. */
  boolean isStale() {
    return ttlSeconds() < 0;
  }

  /** The remaining freshness, which is known to the second only. */
  Duration freshLeft() {
    return Duration.ofSeconds(Math.max(0, ttlSeconds() + 2));
  }

  private long ttlSeconds() {
    Matcher ttl = TTL.matcher(field("cache-status").orElse("; ttl=0"));
    return ttl.find() ? Long.parseLong(ttl.group(1)) : 0;
  }

  @Override
  public String toString() {
    return status + ", " + body.length() + " bytes";
  }
}
