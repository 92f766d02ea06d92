package dev.bimgate.benchmarks;

import java.io.PrintStream;
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

/** Runs of JMH, each in a JVM that does nothing else, and their results by name. */
final class Jmh {

  static final String HEAP = "-Xmx2g";

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final TimeValue SECOND = TimeValue.seconds(1);

  private final Map<String, RunResult> results = new TreeMap<>();

  /** A number of rounds of a second each, with the bytes allocated for each call. */
  static ChainedOptionsBuilder averages(int warmUps, int iterations) {
    return of(warmUps, iterations).warmupTime(SECOND).addProfiler(GCProfiler.class);
  }

  static ChainedOptionsBuilder of(int warmUps, int iterations) {
    return new OptionsBuilder()
        .forks(1)
        .jvmArgs(HEAP)
        .warmupIterations(warmUps)
        .measurementIterations(iterations)
        .measurementTime(SECOND)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  void run(ChainedOptionsBuilder options) throws RunnerException {
    new Runner(options.build()).run().forEach(result -> results.put(name(result), result));
  }

  void print(PrintStream out) {
    results.forEach((name, result) -> print(out, name, result));
  }

  double score(String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("not measured: " + name);
    }
    return result.getPrimaryResult().getScore();
  }

  /**
   * The last two words of the method's name, and the parameters: {@code InvalidationCost.drop
   * 1000}.
   */
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
}
