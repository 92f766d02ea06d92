package dev.bimgate.deployment.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of a Java source file. */
final class JavaComments {

  /** Strings come first: what looks like a comment in one is none. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\""
              + "|\"(?:[^\"\\\\\n]++|\\\\.)*+\""
              + "|'(?:[^'\\\\\n]++|\\\\.)*+'"
              + "|(?<comment>//[^\n]*|/\\*.*?\\*/)",
          Pattern.DOTALL);

  private static final Pattern MARGIN =
      Pattern.compile("^[ \\t]*(?:/\\*\\*?|\\*(?!/)|//)|\\*/$", Pattern.MULTILINE);

  /** The name behind {@code @param} is code, too. */
  private static final Pattern PARAMETER = Pattern.compile("@param\\s+<?\\w+>?");

  private JavaComments() {}

  /** The prose of all comments, with the line numbers of the file. */
  static Prose of(String source) {
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (Matcher token = TOKEN.matcher(source); token.find(); end = token.end()) {
      text.append(Prose.lineBreaks(source.substring(end, token.start())));
      String comment = token.group("comment");
      text.append(comment == null ? Prose.lineBreaks(token.group()) : prose(comment));
    }
    return Prose.of(
        text.append(Prose.lineBreaks(source.substring(end))).toString().lines().toList());
  }

  private static String prose(String comment) {
    String text = withoutTags(MARGIN.matcher(comment).replaceAll(""));
    return PARAMETER.matcher(text).replaceAll(match -> Prose.inPlaceOf(match.group()));
  }

  /**
   * Without {@code {@code …}}, {@code {@link …}} and the like, whatever braces they have inside.
   */
  private static String withoutTags(String comment) {
    StringBuilder prose = new StringBuilder();
    int end = 0;
    for (int tag = comment.indexOf("{@"); tag >= 0; tag = comment.indexOf("{@", end)) {
      prose.append(comment, end, tag);
      end = endOfTag(comment, tag);
      prose.append(Prose.inPlaceOf(comment.substring(tag, end)));
    }
    return prose.append(comment.substring(end)).toString();
  }

  private static int endOfTag(String comment, int tag) {
    int depth = 0;
    for (int i = tag; i < comment.length(); i++) {
      char c = comment.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return comment.length();
  }
}
