package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reading of an operator's body: a JSON object of texts, of documented names alone. */
final class AdminBody {

  private static final int MAX_TEXT_LENGTH = 255;

  private AdminBody() {}

  /**
   * The texts of the body by their names, in the order in which they came.
   *
   * @param names those that may be there
   * @throws AdminRefusedException if there is anything else in it
   */
  static Map<String, String> texts(AdminRequest request, List<String> names)
      throws AdminRefusedException {
    requireJson(request.contentTypes());
    ObjectNode members = StrictJson.objectOrNull(request.body());
    if (members == null) {
      throw AdminRefusedException.badBody("The body must be one JSON object, each name once.");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (!names.contains(member.getKey())) {
        throw AdminRefusedException.badBody("The names are " + String.join(", ", names) + ".");
      }
      texts.put(member.getKey(), text(member.getKey(), member.getValue()));
    }
    return texts;
  }

  private static String text(String name, JsonNode value) throws AdminRefusedException {
    String text = value.textValue();
    if (text == null || text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
      throw AdminRefusedException.badBody(name + " must be a text of 1 to 255 characters.");
    }
    return text;
  }

  private static void requireJson(List<String> contentTypes) throws AdminRefusedException {
    if (contentTypes.size() == 1) {
      String type = contentTypes.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (type.equals("application/json")) {
        return;
      }
    }
    throw new AdminRefusedException(
        AdminResult.BAD_BODY,
        new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
  }
}
