package dev.bimgate.gateway.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) octet(text, i + 1));
        i += 2;
      } else {
        bytes.put((byte) (c == '+' ? ' ' : c));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException outOfForm) {
      throw notEncoded();
    }
  }

  private static int octet(String text, int start) throws AdminRefusedException {
    boolean hex =
        start + 1 < text.length()
            && HexFormat.isHexDigit(text.charAt(start))
            && HexFormat.isHexDigit(text.charAt(start + 1));
    if (!hex) {
      throw notEncoded();
    }
    return HexFormat.fromHexDigits(text, start, start + 2);
  }

  private static AdminRefusedException notEncoded() {
    return FORM.refused("The query is not percent-encoded UTF-8.");
  }
}
