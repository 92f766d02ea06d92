package dev.bimgate.benchmarks.ratchet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The committed figures of all requests: a line each, in columns. */
record Figures(Map<Request, Figure> byRequest) {

  private static final String HEADER =
      """
      # What a request may cost the gateway, in multiples of what a response costs the bare server:
      # processor time, twice its noise above the median, and bytes. benchmarks/README.md has the method.
      # "benchmarks/run ratchet --record" writes this file. Commit it alone, and say why.
      #
      # request       time    noise    bytes
      """;

  /** The figures of repeats. */
  static Figures of(List<Costs> repeats) {
    Map<Request, Figure> figures = new EnumMap<>(Request.class);
    for (Request request : Request.values()) {
      figures.put(request, Figure.of(repeats.stream().map(costs -> costs.of(request)).toList()));
    }
    return new Figures(figures);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException unless it has a line of numbers for each request
   */
  static Figures read(Path file) throws IOException {
    Map<Request, Figure> figures = new EnumMap<>(Request.class);
    for (Request request : Request.values()) {
      String[] words =
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(request.label() + " "))
              .map(line -> line.split(" +", -1))
              .filter(columns -> columns.length == 4)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(file + " has no " + request.label()));
      figures.put(request, new Figure(number(words[1]), number(words[2]), number(words[3])));
    }
    return new Figures(figures);
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    byRequest.forEach(
        (request, figure) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-12s %7.3f %8.3f %8.3f%n",
                    request.label(),
                    figure.time(),
                    figure.noise(),
                    figure.bytes())));
    Files.writeString(file, text);
  }

  Figure of(Request request) {
    Figure figure = byRequest.get(request);
    if (figure == null) {
      throw new IllegalStateException("no figure of " + request.label());
    }
    return figure;
  }
}
