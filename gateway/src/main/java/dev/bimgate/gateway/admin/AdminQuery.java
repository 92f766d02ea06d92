package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.PercentCoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reading of an operator's query: texts of documented names alone, each once. */
final class AdminQuery {

  private static final AdminTexts.Form FORM = AdminTexts.Form.QUERY;

  private AdminQuery() {}

  /**
   * The texts of the query, decoded as a form's are.
   *
   * @param names those that may be there
   * @throws AdminRefusedException if there is anything else in it
   */
  static Map<String, String> texts(AdminRequest request, List<String> names)
      throws AdminRefusedException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String parameter : request.query().split("&")) {
      if (!parameter.isEmpty()) {
        add(texts, parameter, names);
      }
    }
    return texts;
  }

  private static void add(Map<String, String> texts, String parameter, List<String> names)
      throws AdminRefusedException {
    int equals = parameter.indexOf('=');
    String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    FORM.requireKnown(name, names);
    String text = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
    FORM.requireText(name, text);
    if (texts.put(name, text) != null) {
      throw FORM.refused(name + " must be given once.");
    }
  }

  /** Without leeway, so that what is asked about is what was sent. */
  private static String decoded(String text) throws AdminRefusedException {
    byte[] octets = PercentCoding.decode(text.replace('+', ' '));
    if (octets == null) {
      throw notEncoded();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException outOfForm) {
      throw notEncoded();
    }
  }

  private static AdminRefusedException notEncoded() {
    return FORM.refused("The query is not percent-encoded UTF-8.");
  }
}
