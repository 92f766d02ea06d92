package dev.bimgate.sandbox.demo;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What came back for one request of the walk.
 *
 * @param fields by lower-case name, the first value of each
 * @param took from sending the request to the last byte of the answer
 */
record Reply(int status, Map<String, String> fields, Buffer body, Duration took) {

  private static final String OUR_NAME = "bimplus-gateway; ";

  Optional<String> field(String lowerCaseName) {
    return Optional.ofNullable(fields.get(lowerCaseName));
  }

  String text() {
    return body.toString();
  }

  /** {@code Cache-Status} in short: without our name and the status that Bimplus gave. */
  String cacheStatus() {
    String value = field("cache-status").orElse("-");
    String ours = value.startsWith(OUR_NAME) ? value.substring(OUR_NAME.length()) : value;
    return ours.replaceFirst("; fwd-status=\\d+", "");
  }

  boolean isHit() {
    return cacheStatus().equals("hit") || cacheStatus().startsWith("hit;");
  }

  /** Whether the cache was asked and had to go to Bimplus. */
  boolean isMiss() {
    return cacheStatus().startsWith("fwd=");
  }

  @Override
  public String toString() {
    return status + ", " + body.length() + " bytes";
  }
}
