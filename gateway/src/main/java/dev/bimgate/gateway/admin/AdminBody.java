package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.parse.StrictJson;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the body of an admin call: a JSON object of strings and flags, with documented names only.
 */
final class AdminBody {

  private static final AdminParameters.Form FORM = AdminParameters.Form.BODY;

  private AdminBody() {}

  /**
   * The strings of the body by name, in their order.
   *
   * @param names those allowed
   * @throws AdminRejectedException if there is anything else in it
   */
  static Map<String, String> texts(AdminRequest request, List<String> names)
      throws AdminRejectedException {
    return new LinkedHashMap<>(read(request, names, List.of()).texts());
  }

  /**
   * The strings and flags of the body.
   *
   * @param names the strings allowed
   * @param flags those that are {@code true} or {@code false}
   * @throws AdminRejectedException if there is anything else in it
   */
  static AdminParameters read(AdminRequest request, List<String> names, List<String> flags)
      throws AdminRejectedException {
    request.requireNoQuery();
    requireJson(request.headers());
    ObjectNode members = StrictJson.objectOrNull(request.body());
    if (members == null) {
      throw FORM.rejected("The body must be one JSON object, each name once.");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      FORM.requireKnown(name, Stream.concat(names.stream(), flags.stream()).toList());
      JsonNode value = member.getValue();
      texts.put(name, flags.contains(name) ? flag(name, value) : text(name, value));
    }
    return new AdminParameters(Collections.unmodifiableMap(texts), FORM);
  }

  private static String text(String name, JsonNode value) throws AdminRejectedException {
    String text = value.textValue();
    FORM.requireText(name, text == null ? "" : text);
    return value.asText();
  }

  private static String flag(String name, JsonNode value) throws AdminRejectedException {
    if (!value.isBoolean()) {
      throw FORM.rejected(name + " must be true or false.");
    }
    return value.asText();
  }

  /**
   * Requires JSON in UTF-8 (RFC 8259, section 8.1) without a content coding (RFC 9110, section
   * 8.4).
   *
   * @throws AdminRejectedException for any other, saying what to send instead
   */
  static void requireJson(MultiMap headers) throws AdminRejectedException {
    List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    String[] parts = types.size() == 1 ? types.get(0).split(";", -1) : new String[] {""};
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      throw rejected("Send application/json.", Map.of());
    }
    if (!Arrays.stream(parts).skip(1).allMatch(AdminBody::isNoOtherCharset)) {
      throw rejected("Send application/json in UTF-8.", Map.of());
    }
    if (!headers.getAll(HttpHeaders.CONTENT_ENCODING).stream().allMatch(AdminBody::isIdentity)) {
      // RFC 9110, section 15.5.16: the unsupported part is the coding.
      throw rejected(
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

  private static AdminRejectedException rejected(String detail, Map<String, String> fields) {
    return new AdminRejectedException(
        AdminResult.BAD_BODY, new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail, fields));
  }
}
