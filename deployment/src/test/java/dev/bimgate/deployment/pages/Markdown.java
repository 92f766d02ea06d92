package dev.bimgate.deployment.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown page as GitHub reads it: prose, headings and links. */
public final class Markdown {

  private static final Pattern FENCE = Pattern.compile("^\\s*(?<fence>`{3,}(?=[^`]*$)|~{3,}).*");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)(?:\\s+#+)?\\s*$");
  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}\\p{M}_ -]");

  /** {@code [text](target "title")}, also of an image. */
  private static final Pattern LINK =
      Pattern.compile("\\[(?<text>[^\\]]*)\\]\\(\\s*<?(?<target>[^)\\s>]*)>?[^)]*\\)");

  private static final Pattern URL = Pattern.compile("\\bhttps?://[^\\s)>]+");

  /** The lines outside code blocks; others are empty. */
  private final List<String> lines = new ArrayList<>();

  public Markdown(String page) {
    String open = "";
    for (String line : page.lines().toList()) {
      Matcher fence = FENCE.matcher(line);
      boolean begins = open.isEmpty() && fence.matches();
      lines.add(open.isEmpty() && !begins ? line : "");
      if (begins) {
        open = fence.group("fence");
      } else if (!open.isEmpty() && isClosing(line.strip(), open)) {
        open = "";
      }
    }
  }

  private static boolean isClosing(String line, String open) {
    return line.startsWith(open) && line.replace(open.substring(0, 1), "").isEmpty();
  }

  /** The prose without code, link targets and URLs. */
  Prose prose() {
    String text = LINK.matcher(withoutSpans()).replaceAll("[${text}] ");
    return Prose.of(URL.matcher(text).replaceAll(Prose.CODE).lines().toList());
  }

  /** The targets of all links, in order. */
  List<String> links() {
    return LINK.matcher(withoutSpans()).results().map(link -> link.group(2)).toList();
  }

  /** The anchors of all headings; equal ones are numbered from the second on. */
  public Set<String> anchors() {
    Map<String, Integer> numbers = new HashMap<>();
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        String unique = anchor;
        while (numbers.containsKey(unique)) {
          unique = anchor + "-" + numbers.merge(anchor, 1, Integer::sum);
        }
        numbers.put(unique, 0);
      }
    }
    return numbers.keySet();
  }

  private static String anchor(String heading) {
    String text = LINK.matcher(heading).replaceAll("${text}").toLowerCase(Locale.ROOT);
    return NO_ANCHOR.matcher(text).replaceAll("").replace(' ', '-');
  }

  /** A span ends, in its own paragraph, at the next backticks of the same number. */
  private String withoutSpans() {
    String text = String.join("\n", lines);
    StringBuilder prose = new StringBuilder();
    Matcher backticks = BACKTICKS.matcher(text);
    int end = 0;
    while (backticks.find(end)) {
      int close = endOfSpan(text, backticks.group(), backticks.end());
      prose.append(text, end, backticks.start());
      end = close < 0 ? backticks.end() : close;
      String span = text.substring(backticks.start(), end);
      prose.append(close < 0 ? span : Prose.inPlaceOf(span));
    }
    return prose.append(text.substring(end)).toString();
  }

  private static int endOfSpan(String text, String backticks, int from) {
    int paragraph = text.indexOf("\n\n", from);
    Matcher next = BACKTICKS.matcher(text);
    next.region(from, paragraph < 0 ? text.length() : paragraph);
    while (next.find()) {
      if (next.group().equals(backticks)) {
        return next.end();
      }
    }
    return -1;
  }
}
