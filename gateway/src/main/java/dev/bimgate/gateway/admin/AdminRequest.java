package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.target.PercentCoding;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An admin call whose token has been checked.
 *
 * @param id the id of the request, for the log
 * @param query as received, still encoded; empty if there is none
 * @param headers the headers
 * @param body the whole body; empty if there is none
 */
record AdminRequest(String id, HttpMethod method, String query, MultiMap headers, byte[] body) {

  private static final AdminParameters.Form FORM = AdminParameters.Form.QUERY;

  /** For calls whose parameters are in the body: a query would be ignored. */
  void requireNoQuery() throws AdminRejectedException {
    if (!query.isEmpty()) {
      throw FORM.rejected("This call accepts no query. Send its parameters in the body.");
    }
  }

  /**
   * The query parameters, each once, decoded as a form's are.
   *
   * @param names those allowed
   * @throws AdminRejectedException if there is anything else in it
   */
  Map<String, String> queryTexts(List<String> names) throws AdminRejectedException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String parameter : query.split("&")) {
      if (!parameter.isEmpty()) {
        add(texts, parameter, names);
      }
    }
    return texts;
  }

  private static void add(Map<String, String> texts, String parameter, List<String> names)
      throws AdminRejectedException {
    int equals = parameter.indexOf('=');
    String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    FORM.requireKnown(name, names);
    String text = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
    FORM.requireText(name, text);
    if (texts.put(name, text) != null) {
      throw FORM.rejected(name + " must be given once.");
    }
  }

  /** Strict, so that what is looked up is what was sent. */
  private static String decoded(String text) throws AdminRejectedException {
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

  private static AdminRejectedException notEncoded() {
    return FORM.rejected("The query is not percent-encoded UTF-8.");
  }
}
