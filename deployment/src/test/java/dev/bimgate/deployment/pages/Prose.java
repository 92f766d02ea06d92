package dev.bimgate.deployment.pages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text without code, in which a phrase can be searched across lines.
 *
 * @param text with one space for any white space, and a line break between paragraphs
 * @param lineStarts the index in {@code text} of each line of the file
 */
record Prose(String text, List<Integer> lineStarts) {

  /** Takes the place of code, so that no phrase reaches across it. */
  static final String CODE = "`";

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** The prose in these lines; an empty line ends a paragraph. */
  static Prose of(List<String> lines) {
    StringBuilder text = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    for (String line : lines) {
      String words = SPACE.matcher(line.strip()).replaceAll(" ");
      starts.add(text.length());
      text.append(words).append(words.isEmpty() ? '\n' : ' ');
    }
    return new Prose(text.toString(), starts);
  }

  /** The number of the line in the file, from 1. */
  int lineAt(int index) {
    int found = Collections.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** {@link #CODE}, and as many line breaks as the code has. */
  static String inPlaceOf(String code) {
    return CODE + lineBreaks(code);
  }

  /** As many line breaks as the code has, so that what follows keeps its line number. */
  static String lineBreaks(String code) {
    return "\n".repeat((int) code.chars().filter(c -> c == '\n').count());
  }
}
