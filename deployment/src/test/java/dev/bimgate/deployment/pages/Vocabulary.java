package dev.bimgate.deployment.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that the project does not use, each with the standard term for it.
 *
 * <p>A line of the list is {@code pattern -> term}. A line {@code except pattern -- reason} below
 * it allows the word within what this further pattern matches. Patterns hold for whole words, in
 * any case; a space stands for a line end, too. Empty lines and those that begin with {@code #} are
 * ignored.
 */
record Vocabulary(List<Entry> entries) {

  private static final Pattern ENTRY =
      Pattern.compile("(?<pattern>(?!except )\\S.*?) +-> +(?<term>.+)");
  private static final Pattern EXCEPTION =
      Pattern.compile("except +(?<pattern>.+?) +-- +(?<reason>.+)");

  /** A word that is not used. */
  record Entry(String name, Pattern pattern, String term, List<Exemption> exemptions) {}

  /** Where it is the standard term itself. */
  record Exemption(String name, Pattern pattern, String reason) {}

  /** A word that was found. */
  record Hit(String file, int line, String word, Entry entry, Optional<Exemption> exemption) {

    /** How to mend it. */
    @Override
    public String toString() {
      return "%s:%d: \"%s\", write: %s".formatted(file, line, word, entry.term);
    }
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException for a line of any other form
   */
  static Vocabulary read(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      Matcher exception = EXCEPTION.matcher(line.strip());
      Matcher entry = ENTRY.matcher(line);
      if (exception.matches() && !entries.isEmpty()) {
        String pattern = exception.group("pattern");
        Exemption exemption = new Exemption(pattern, words(pattern), exception.group("reason"));
        entries.get(entries.size() - 1).exemptions.add(exemption);
      } else if (entry.matches()) {
        String pattern = entry.group("pattern");
        entries.add(new Entry(pattern, words(pattern), entry.group("term"), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("Neither an entry nor an exception: " + line);
      }
    }
    return new Vocabulary(entries);
  }

  private static Pattern words(String pattern) {
    return Pattern.compile("\\b(?:" + pattern + ")\\b", Pattern.CASE_INSENSITIVE);
  }

  /** All words of the list in a text, in the order of the list. */
  List<Hit> hits(String file, Prose prose) {
    List<Hit> hits = new ArrayList<>();
    for (Entry entry : entries) {
      for (Matcher word = entry.pattern.matcher(prose.text()); word.find(); ) {
        Optional<Exemption> exemption =
            entry.exemptions.stream()
                .filter(one -> covers(one.pattern.matcher(prose.text()), word))
                .findFirst();
        hits.add(new Hit(file, prose.lineAt(word.start()), word.group(), entry, exemption));
      }
    }
    return hits;
  }

  private static boolean covers(Matcher exemption, Matcher word) {
    while (exemption.find()) {
      if (exemption.start() <= word.start() && word.end() <= exemption.end()) {
        return true;
      }
    }
    return false;
  }
}
