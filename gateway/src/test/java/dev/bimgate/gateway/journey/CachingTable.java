package dev.bimgate.gateway.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of caching rules, read from the pages in {@code src/test/resources/caching}; the page
 * {@code README.md} there describes the format.
 */
final class CachingTable {

  private static final List<String> PAGES =
      List.of(
          "storing",
          "freshness",
          "age",
          "asking",
          "varying",
          "validating",
          "parts",
          "stale",
          "invalidating",
          "messages");

  private static final Set<String> BOTH = Set.of("upstream", "configured");

  private CachingTable() {}

  /** The cases that are run with a gateway of this mode. */
  static Stream<CachingCase> of(String mode) {
    return all().filter(rule -> rule.modes().contains(mode));
  }

  static Stream<CachingCase> all() {
    return PAGES.stream().flatMap(page -> read(page).stream());
  }

  private static List<CachingCase> read(String page) {
    String resource = "/caching/" + page + ".txt";
    try (InputStream in = CachingTable.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(("\n" + text).split("\n## ", -1))
          .skip(1)
          .flatMap(block -> cases(block.lines().filter(line -> !line.isBlank()).toList()).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CachingCase> cases(List<String> block) {
    List<String> values =
        block.stream()
            .filter(line -> line.startsWith("each "))
            .map(line -> line.substring(5).strip())
            .toList();
    List<String> rest = block.stream().filter(line -> !line.startsWith("each ")).toList();
    if (values.isEmpty()) {
      return List.of(one(rest, ""));
    }
    return values.stream().map(value -> one(rest, value)).toList();
  }

  private static CachingCase one(List<String> block, String each) {
    List<String> title = items(block.get(0));
    Set<String> modes = title.size() > 2 ? words(title.get(2)) : BOTH;
    Set<String> departures = Set.of();
    List<CachingExchange> exchanges = new ArrayList<>();
    for (String written : block.subList(1, block.size())) {
      String line = written.replace("{each}", each);
      int mark = line.indexOf("> ");
      if (line.startsWith("departs ")) {
        departures = words(line.substring(8));
      } else if (line.startsWith("< ")) {
        last(exchanges).responses().add(items(line.substring(2)));
      } else if (mark >= 0 && line.substring(0, mark).matches("[a-z]*")) {
        last(exchanges).expected().put(line.substring(0, mark), items(line.substring(mark + 2)));
      } else {
        exchanges.add(request(exchanges.size() + 1, line));
      }
    }
    repeatAnswers(exchanges);
    String sentence = title.get(1).replace("{each}", each);
    return new CachingCase(title.get(0), sentence, modes, departures, exchanges);
  }

  private static CachingExchange request(int number, String line) {
    List<String> items = items(line);
    List<String> words = new ArrayList<>(List.of(items.get(0).split(" +", -1)));
    boolean eventually = words.remove("until");
    int seconds = words.get(0).startsWith("+") ? Integer.parseInt(words.remove(0).substring(1)) : 0;
    return new CachingExchange(
        number,
        eventually,
        seconds,
        words.get(0),
        words.size() > 1 ? words.get(1) : "projects",
        items.subList(1, items.size()),
        new ArrayList<>(),
        new LinkedHashMap<>());
  }

  /** Without a response of its own, an exchange repeats the one before. */
  private static void repeatAnswers(List<CachingExchange> exchanges) {
    List<List<String>> before = List.of(List.of("200"));
    for (CachingExchange exchange : exchanges) {
      if (exchange.responses().isEmpty()) {
        exchange.responses().addAll(before);
      }
      before = exchange.responses();
    }
  }

  private static CachingExchange last(List<CachingExchange> exchanges) {
    return exchanges.get(exchanges.size() - 1);
  }

  private static List<String> items(String line) {
    return Arrays.stream(line.split(" \\|(?: |$)", -1)).map(String::strip).toList();
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split(" +", -1));
  }
}
