package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.StrictJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The reading of an operator's body: a JSON object of texts and flags, of documented names alone.
 */
final class AdminBody {

  private static final AdminTexts.Form FORM = AdminTexts.Form.BODY;

  private AdminBody() {}

  /**
   * The texts of the body by their names, in the order in which they came.
   *
   * @param names those that may be there
   * @throws AdminRefusedException if there is anything else in it
   */
  static Map<String, String> texts(AdminRequest request, List<String> names)
      throws AdminRefusedException {
    return new LinkedHashMap<>(read(request, names, List.of()).texts());
  }

  /**
   * The texts and flags of the body.
   *
   * @param names the texts that may be there
   * @param flags those that are {@code true} or {@code false}
   * @throws AdminRefusedException if there is anything else in it
   */
  static AdminTexts read(AdminRequest request, List<String> names, List<String> flags)
      throws AdminRefusedException {
    request.requireNoQuery();
    JsonFields.require(request.fields());
    ObjectNode members = StrictJson.objectOrNull(request.body());
    if (members == null) {
      throw FORM.refused("The body must be one JSON object, each name once.");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      FORM.requireKnown(name, Stream.concat(names.stream(), flags.stream()).toList());
      JsonNode value = member.getValue();
      texts.put(name, flags.contains(name) ? flag(name, value) : text(name, value));
    }
    return new AdminTexts(Collections.unmodifiableMap(texts), FORM);
  }

  private static String text(String name, JsonNode value) throws AdminRefusedException {
    String text = value.textValue();
    FORM.requireText(name, text == null ? "" : text);
    return value.asText();
  }

  private static String flag(String name, JsonNode value) throws AdminRefusedException {
    if (!value.isBoolean()) {
      throw FORM.refused(name + " must be true or false.");
    }
    return value.asText();
  }
}
