package dev.bimgate.gateway.lists;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request for a list, compared without the code that makes keys: the path, and the parameters of
 * each name in their order. The order of the names means nothing, nor does {@code _}.
 */
record Question(String path, Map<String, List<String>> parameters) {

  /** The request of a target; a query of ignored parameters alone counts as none. */
  static Question of(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String parameter : mark < 0 ? List.<String>of() : parts(target.substring(mark + 1))) {
      String name = parts(parameter, '=').get(0);
      if (!name.equals("_")) {
        parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(parameter);
      }
    }
    return new Question(path.substring(Math.max(0, path.indexOf("/v2"))), parameters);
  }

  private static List<String> parts(String query) {
    return parts(query, '&');
  }

  private static List<String> parts(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }
}
