package dev.bimgate.client.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of a path, encoded so that it cannot leave its place (RFC 3986, section 3.3). */
final class PathSegment {

  private PathSegment() {}

  /**
   * @throws IllegalArgumentException if it is empty or a dot segment
   */
  static String of(String text) {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("The slug of a team is required");
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
