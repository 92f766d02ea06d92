package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.Turns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how long.
 *
 * @param parts the parts to run, in the order of their declaration
 * @param rounds how often each figure is taken; the median counts
 * @param roundLength how long one round of load lasts
 * @param warmUp processor time that each server uses under load before anything counts
 * @param records whether the ratchet writes new figures
 * @param slowedByPercent a slowdown of the gateway that the ratchet must notice; 0 for none
 * @param before a clone in which an earlier gateway is built: it takes part in the race
 */
record Plan(
    Set<Part> parts,
    int rounds,
    Duration roundLength,
    Duration warmUp,
    boolean records,
    int slowedByPercent,
    @Nullable Path before) {

  static final String USAGE =
      "usage: benchmarks/run [start] [memory] [answers] [heads] [streams] [refusals] [cache]"
          + " [tokens] [calls] [outage] [limits] [peers] [traces] [race] [ratchet]"
          + " [--rounds <number>] [--seconds <number>] [--warm-up <processor seconds>]"
          + " [--record] [--slowed <percent>] [--before <clone>]";

  /** One kind of figure. */
  enum Part {
    START,
    MEMORY,
    ANSWERS,
    HEADS,
    STREAMS,
    REFUSALS,
    CACHE,
    TOKENS,
    CALLS,
    OUTAGE,
    LIMITS,
    PEERS,
    TRACES,
    RACE,
    RATCHET
  }

  /**
   * Reads a command line; no part named means all.
   *
   * @throws IllegalArgumentException for an unknown word or an option without a number
   */
  static Plan of(String... arguments) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    int rounds = 5;
    Duration roundLength = Duration.ofSeconds(10);
    Duration warmUp = Duration.ofSeconds(40);
    boolean records = false;
    int slowedByPercent = 0;
    Path before = null;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = number(arguments, ++i);
        case "--seconds" -> roundLength = Duration.ofSeconds(number(arguments, ++i));
        case "--warm-up" -> warmUp = Duration.ofSeconds(number(arguments, ++i));
        case "--record" -> records = true;
        case "--slowed" -> slowedByPercent = number(arguments, ++i);
        case "--before" -> before = clone(arguments, ++i);
        default -> parts.add(Part.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
      }
    }
    return new Plan(
        parts.isEmpty() ? EnumSet.allOf(Part.class) : parts,
        rounds,
        roundLength,
        warmUp,
        records,
        slowedByPercent,
        before);
  }

  Turns turns() {
    return new Turns(rounds, roundLength, warmUp);
  }

  private static Path clone(String[] arguments, int index) {
    if (index == arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs the directory of a clone");
    }
    return Path.of(arguments[index]);
  }

  private static int number(String[] arguments, int index) {
    int number = index < arguments.length ? Integer.parseInt(arguments[index]) : 0;
    if (number < 1) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs a number from 1");
    }
    return number;
  }
}
