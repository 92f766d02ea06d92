package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Round;
import dev.bimgate.benchmarks.servers.Turns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page of a race: a table for each scenario, and what each peer leaves undone. */
final class Results {

  private static final String INTRODUCTION =
      """
      # Results of the race

      Written by `benchmarks/run race`; do not edit. [README.md](README.md#the-race-against-others) has the method and the goals. **Only ratios
      within this page count.**

      | | |
      |---|---|
      | date | %s |
      | commit | %s |
      | machine | %s |
      | rounds | %d of %d s for each server and table, in turns; medians |
      | ratios | of the gateway to the server of the line; above 1 the gateway is better |

      """;

  private static final String TABLE =
      """

      ## %s

      | server | responses per second | ratio by rate | processor time of one | ratio by processor time | of its core |
      |---|---|---|---|---|---|
      """;

  private static final String UNDONE =
      """

      ## What each leaves undone

      Of what the gateway does with each request here, none of the peers removes the database connection string from bodies, invalidates
      lists by writes, serves lists through an outage of Bimplus, or bounds what one user may use; none writes a log line.

      | server | version | rejects a wrong signature | what it leaves undone, or does otherwise |
      |---|---|---|---|
      """;

  private final List<Contender> contenders;
  private final Turns turns;
  private final StringBuilder tables = new StringBuilder();
  private final Map<Contender, Boolean> verifies = new LinkedHashMap<>();

  Results(List<Contender> contenders, Turns turns) {
    this.contenders = contenders;
    this.turns = turns;
  }

  /** Whether a token with a wrong signature got 401 for a cached list. */
  void signatures(Contender contender, boolean isVerified) {
    verifies.put(contender, isVerified);
  }

  /** Adds a table; the first contender is the gateway. */
  void add(Scenario scenario, Map<Contender, List<Round>> all) {
    List<Round> gateway = all.getOrDefault(contenders.get(0), new ArrayList<>());
    tables.append(format(TABLE, scenario.title()));
    all.forEach((contender, its) -> tables.append(row(contender, its, gateway)));
    if (scenario == Scenario.SINGLE_MISSES) {
      tables.append(overDirect(all, gateway));
    }
  }

  private static String row(Contender contender, List<Round> its, List<Round> gateway) {
    double rate = median(its, Round::perSecond);
    double micros = median(its, Round::cpuMicros);
    return format(
        "| %s | %,.0f | %.2f | %.2f us | %.2f | %.0f %% |%n",
        contender.title(),
        rate,
        median(gateway, Round::perSecond) / rate,
        micros,
        micros / median(gateway, Round::cpuMicros),
        100 * median(its, Round::coreShare));
  }

  /** With one connection, responses per second are the reciprocal of the mean time of one. */
  private String overDirect(Map<Contender, List<Round>> all, List<Round> gateway) {
    List<Round> direct = all.getOrDefault(contenders.get(contenders.size() - 1), new ArrayList<>());
    double micros =
        1e6 / median(gateway, Round::perSecond) - 1e6 / median(direct, Round::perSecond);
    return format("%nA miss takes %.0f us longer than a call to the origin itself.%n", micros);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Median.of(rounds.stream().mapToDouble(figure).boxed().toList());
  }

  void write(Path file) throws IOException, InterruptedException {
    StringBuilder page =
        new StringBuilder(
            format(
                INTRODUCTION,
                LocalDate.now(ZoneOffset.UTC),
                commit(Path.of("")),
                Machine.description(),
                turns.rounds(),
                turns.roundLength().toSeconds()));
    page.append(tables.toString().strip()).append('\n').append(UNDONE);
    for (Contender contender : contenders) {
      page.append(
          format(
              "| %s | %s | %s | %s. |%n",
              contender.title(),
              contender.version(),
              Boolean.TRUE.equals(verifies.get(contender)) ? "yes" : "no",
              contender.leavesUndone()));
    }
    Files.writeString(file, page);
  }

  /** The short hash of what is checked out in a clone, and whether files differ from it. */
  static String commit(Path clone) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
            .directory(clone.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? text.strip() : "unknown";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
