package dev.bimgate.gateway.context.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Link} header as a list of links (RFC 8288, section 3). */
final class LinkHeader {

  private static final Pattern RELATIONS =
      Pattern.compile(
          ";\\s*+rel\\s*+=\\s*+(?:\"([^\"]*+)\"|([^\\s;\"]++))", Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  /** The links without those of these relations, one each line. */
  static List<String> without(Collection<String> relations, List<String> lines) {
    List<String> remaining = new ArrayList<>();
    for (String line : lines) {
      for (String link : links(line)) {
        if (!link.isEmpty() && !hasRelation(link, relations)) {
          remaining.add(link);
        }
      }
    }
    return remaining;
  }

  /** The links of one line: commas inside {@code <>} and quotes do not end one. */
  private static List<String> links(String line) {
    List<String> links = new ArrayList<>();
    int start = 0;
    char open = ',';
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (open == ',' && c == ',') {
        links.add(line.substring(start, i).strip());
        start = i + 1;
      } else if (open == ',' && (c == '<' || c == '"')) {
        open = c == '<' ? '>' : '"';
      } else if (open == '"' && c == '\\') {
        i++;
      } else if (open != ',' && c == open) {
        open = ',';
      }
    }
    links.add(line.substring(start).strip());
    return links;
  }

  private static boolean hasRelation(String link, Collection<String> relations) {
    Matcher named = RELATIONS.matcher(link);
    if (!named.find()) {
      return false;
    }
    String names = named.group(1) != null ? named.group(1) : named.group(2);
    return List.of(names.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)).stream()
        .anyMatch(relations::contains);
  }
}
