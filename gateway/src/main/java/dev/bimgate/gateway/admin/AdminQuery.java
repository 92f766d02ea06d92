package dev.bimgate.gateway.admin;

import java.net.URLDecoder;
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

  private static String decoded(String text) throws AdminRefusedException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException outOfForm) {
      throw FORM.refused("The query is not percent-encoded.");
    }
  }
}
