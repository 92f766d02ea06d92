package dev.bimgate.deployment.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PromQL expression reads.
 *
 * @param selectors in their order
 * @param groupingLabels those after {@code by}, {@code on} and the like
 */
record Expression(List<Selector> selectors, Set<String> groupingLabels) {

  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

  /** A name that begins neither within a duration nor within another name. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w:])(?<name>[a-zA-Z_:][\\w:]*)\\s*(?<after>\\{(?<matchers>[^}]*)}|\\()?");

  private static final Pattern MATCHER =
      Pattern.compile("(?<label>\\w+)\\s*(?<operator>=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "offset", "bool", "by", "without");

  /** The time series of one name whose labels match. */
  record Selector(String name, List<LabelMatcher> matchers) {}

  /**
   * A condition on a label.
   *
   * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
   */
  record LabelMatcher(String label, String operator, String value) {

    @Override
    public String toString() {
      return label + operator + '"' + value + '"';
    }
  }

  /** Reads an expression that Prometheus accepts; others give some result. */
  static Expression of(String text) {
    Set<String> grouping = new TreeSet<>();
    GROUPING
        .matcher(text)
        .results()
        .flatMap(found -> Pattern.compile("\\w+").matcher(found.group(1)).results())
        .map(MatchResult::group)
        .forEach(grouping::add);
    String rest = RANGE.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" ");
    List<Selector> selectors = new ArrayList<>();
    Matcher name = NAME.matcher(rest);
    while (name.find()) {
      boolean isFunction = "(".equals(name.group("after"));
      if (!isFunction && !KEYWORDS.contains(name.group("name"))) {
        selectors.add(new Selector(name.group("name"), matchers(name.group("matchers"))));
      }
    }
    return new Expression(selectors, grouping);
  }

  private static List<LabelMatcher> matchers(@Nullable String text) {
    Matcher matcher = MATCHER.matcher(text == null ? "" : text);
    List<LabelMatcher> matchers = new ArrayList<>();
    while (matcher.find()) {
      matchers.add(
          new LabelMatcher(
              matcher.group("label"), matcher.group("operator"), matcher.group("value")));
    }
    return matchers;
  }
}
