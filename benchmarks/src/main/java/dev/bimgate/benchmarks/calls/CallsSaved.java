package dev.bimgate.benchmarks.calls;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.gateway.routes.CachedRoute;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls to Bimplus for each 1,000 requests, through the gateway's cache and without it, with
 * the default settings, on a simulated clock: an hour takes seconds, and each run has the same
 * counts.
 */
public final class CallsSaved {

  /** What Bimplus grants a user in an hour. */
  static final int BUDGET = 5_000;

  static final int HERD = 1_000;
  static final int USERS = 20;
  static final int TEAMS = 50;

  /** A 429 always demands a back-off, a 503 only with {@code Retry-After}. */
  static final List<RefusedBy> REFUSALS =
      List.of(new RefusedBy(429, null), new RefusedBy(503, null), new RefusedBy(503, "300"));

  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  private CallsSaved() {}

  public static void print(PrintStream out) {
    out.println("Calls to Bimplus, on a clock of their own");
    for (CallCount count : all()) {
      out.printf(
          "  %-8s %-60s %,8d requests, %,7d calls: %7.1f of 1,000; lists served: %7.1f of 1,000%n",
          count.route(),
          count.scenario(),
          count.requests(),
          count.calls(),
          count.callsPerThousand(),
          count.listsPerThousand());
    }
    double both = callsPerUser(CachedRoute.PROJECTS) + callsPerUser(CachedRoute.TEAMS);
    long without = (TEAMS + 1) * HOUR.dividedBy(POLL);
    out.printf(
        "  a polling user, both lists: %,.0f calls an hour, %.0f %% of the budget is left;"
            + " without the gateway %,d calls%n",
        both, 100 * (1 - both / BUDGET), without);
  }

  static List<CallCount> all() {
    List<CallCount> counts = new ArrayList<>();
    for (CachedRoute route : CachedRoute.values()) {
      counts.add(herd(route));
      counts.add(tokenRefresh(route));
      counts.add(polling(route, Simulation.FRESH_FOR));
      counts.add(polling(route, Duration.ofMinutes(5)));
      for (RefusedBy how : REFUSALS) {
        counts.add(outage(route, how, true));
        counts.add(outage(route, how, false));
        counts.add(herdInOutage(route, how));
      }
    }
    return counts;
  }

  /** Calls of one polling user in an hour. */
  static double callsPerUser(CachedRoute route) {
    return (double) polling(route, Simulation.FRESH_FOR).calls() / USERS;
  }

  /** All request a list that is not stored, before its load has ended. */
  static CallCount herd(CachedRoute route) {
    Simulation simulation = new Simulation(Simulation.FRESH_FOR);
    readAtOnce(simulation, route);
    return simulation.counted("a herd of 1,000 on a cold key", route);
  }

  /** Half of the reads use a token, the other half its successor. */
  static CallCount tokenRefresh(CachedRoute route) {
    Simulation simulation = new Simulation(Simulation.FRESH_FOR);
    CacheKey withOldToken = Simulation.key(route, 0, 0);
    CacheKey withNewToken = Simulation.key(route, 0, 0);
    for (int read = 0; read < HERD; read++) {
      simulation.read(read < HERD / 2 ? withOldToken : withNewToken, LookupOptions.DEFAULTS);
      simulation.pass(Simulation.FRESH_FOR.dividedBy(HERD));
    }
    return simulation.counted("1,000 in a minute, the token renewed amid them", route);
  }

  /** The vendor's SDK of 20 users polls their 50 teams every 10 s for an hour. */
  static CallCount polling(CachedRoute route, Duration freshFor) {
    Simulation simulation = new Simulation(freshFor);
    for (int poll = 0; poll < HOUR.dividedBy(POLL); poll++) {
      simulation.everybodyReads(route, USERS, TEAMS);
      simulation.pass(POLL);
    }
    return simulation.counted(
        "the SDK polls for an hour, fresh-for " + freshFor.toSeconds() + "s", route);
  }

  /** The same clients while Bimplus responds with errors for five minutes. */
  static CallCount outage(CachedRoute route, RefusedBy how, boolean held) {
    Simulation simulation = new Simulation(Simulation.FRESH_FOR);
    if (held) {
      simulation.everybodyReads(route, USERS, TEAMS);
      simulation.countFromNow();
    }
    simulation.bimplus().refuses(how);
    for (int poll = 0; poll < OUTAGE.dividedBy(POLL); poll++) {
      simulation.pass(POLL);
      simulation.everybodyReads(route, USERS, TEAMS);
    }
    String lists = held ? "lists held" : "nothing held";
    return simulation.counted("the SDK polls, Bimplus says " + how + ", " + lists, route);
  }

  static CallCount herdInOutage(CachedRoute route, RefusedBy how) {
    Simulation simulation = new Simulation(Simulation.FRESH_FOR);
    simulation.bimplus().refuses(how);
    readAtOnce(simulation, route);
    return simulation.counted("a herd of 1,000, Bimplus says " + how + ", nothing held", route);
  }

  private static void readAtOnce(Simulation simulation, CachedRoute route) {
    simulation.bimplus().holdsBack();
    for (int read = 0; read < HERD; read++) {
      simulation.read(Simulation.key(route, 0, 0), LookupOptions.DEFAULTS);
    }
    simulation.bimplus().sendsAll();
  }
}
