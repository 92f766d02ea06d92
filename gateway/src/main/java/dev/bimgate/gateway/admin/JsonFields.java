package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The fields of a body that is JSON and can be read as it came: in UTF-8 (RFC 8259, section 8.1),
 * without a content coding (RFC 9110, section 8.4).
 */
final class JsonFields {

  private JsonFields() {}

  /**
   * Lets such bodies pass.
   *
   * @throws AdminRefusedException for any other, saying what to send instead
   */
  static void require(MultiMap fields) throws AdminRefusedException {
    List<String> types = fields.getAll(HttpHeaders.CONTENT_TYPE);
    String[] parts = types.size() == 1 ? types.get(0).split(";", -1) : new String[] {""};
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      throw refused("Send application/json.", Map.of());
    }
    if (!Arrays.stream(parts).skip(1).allMatch(JsonFields::isNoOtherCharset)) {
      throw refused("Send application/json in UTF-8.", Map.of());
    }
    if (!fields.getAll(HttpHeaders.CONTENT_ENCODING).stream().allMatch(JsonFields::isIdentity)) {
      // RFC 9110, section 15.5.16: it is the coding that is not taken.
      throw refused(
          "Send the body without a content coding.", Map.of("Accept-Encoding", "identity"));
    }
  }

  private static boolean isNoOtherCharset(String parameter) {
    String[] parts = parameter.split("=", 2);
    return !parts[0].strip().equalsIgnoreCase("charset")
        || (parts.length == 2 && parts[1].strip().replace("\"", "").equalsIgnoreCase("utf-8"));
  }

  private static boolean isIdentity(String codings) {
    return Arrays.stream(codings.split(",", -1))
        .map(String::strip)
        .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase("identity"));
  }

  private static AdminRefusedException refused(String detail, Map<String, String> fields) {
    return new AdminRefusedException(
        AdminResult.BAD_BODY, new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail, fields));
  }
}
