package dev.bimgate.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the list cache costs by itself, in a JVM that does nothing else (JMH). */
final class CacheCost {

  private static final double LOOKUP_GOAL = 2.0;
  private static final String HEAP = "-Xmx2g";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final TimeValue SECOND = TimeValue.seconds(1);

  /** With fewer, what is measured is the compiler. */
  private static final int WARM_UP_ROUNDS = 5;

  /** As often as a first drop in a warm JVM has to be seen to be told from chance. */
  private static final int SINGLE_SHOTS = 20;

  private CacheCost() {}

  static void measure(PrintStream out, int rounds) throws RunnerException {
    out.printf("Cost of the list cache (JMH, %s, bytes allocated for each call)%n", HEAP);
    Map<String, RunResult> results = new TreeMap<>();
    run(
        results,
        of(WARM_UP_ROUNDS, rounds)
            .include("\\.(LookupCost|MissCost)\\.")
            .warmupTime(SECOND)
            .addProfiler(GCProfiler.class));
    run(results, of(SINGLE_SHOTS, SINGLE_SHOTS).include("\\.DropCost\\."));
    results.forEach((name, result) -> print(out, name, result));
    double ratio = score(results, "LookupCost.hit") / score(results, "LookupCost.bareCaffeine");
    out.printf("  hit through bare Caffeine: %.2f (goal at most %.1f)%n", ratio, LOOKUP_GOAL);
  }

  private static ChainedOptionsBuilder of(int warmUps, int iterations) {
    return new OptionsBuilder()
        .forks(1)
        .jvmArgs(HEAP)
        .warmupIterations(warmUps)
        .measurementIterations(iterations)
        .measurementTime(SECOND)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static void run(Map<String, RunResult> results, ChainedOptionsBuilder options)
      throws RunnerException {
    Collection<RunResult> done = new Runner(options.build()).run();
    done.forEach(result -> results.put(name(result), result));
  }

  /** The last two words of the method's name, and the parameters: {@code DropCost.drop 1000}. */
  private static String name(RunResult result) {
    String[] words = result.getParams().getBenchmark().split("\\.", -1);
    StringBuilder name = new StringBuilder(words[words.length - 2] + "." + words[words.length - 1]);
    for (String parameter : result.getParams().getParamsKeys()) {
      name.append(' ').append(parameter).append(' ').append(result.getParams().getParam(parameter));
    }
    return name.toString();
  }

  private static void print(PrintStream out, String name, RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    out.printf(
        "  %-40s %,12.1f %s (± %,.1f)  %s%n",
        name,
        time.getScore(),
        time.getScoreUnit(),
        time.getScoreError(),
        allocated == null ? "" : "%,.0f B".formatted(allocated.getScore()));
  }

  private static double score(Map<String, RunResult> results, String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("not measured: " + name);
    }
    return result.getPrimaryResult().getScore();
  }
}
