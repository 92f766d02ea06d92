package dev.bimgate.deployment.faults;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What one caller does all the time, by a seed of their own: mostly reading what was just read. */
final class RandomCalls {

  private static final int PAUSE_MILLIS = 300;
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Caller caller;
  private final World world;
  private final ListOracle oracle;
  private final Operator operator;
  private final int number;
  private final Random random;
  private final Lists lists;
  private final Streams streams;
  private final Writes writes;
  private final List<Grant> grants;
  private final List<String> teams;

  /**
   * The calls of one caller.
   *
   * @param number of the caller, counted from 0
   * @param keeps the rights that this caller changes, nobody else
   */
  RandomCalls(
      Caller caller,
      World world,
      ListOracle oracle,
      Arrivals arrivals,
      Operator operator,
      Findings findings,
      int number,
      List<Grant> keeps,
      long seed) {
    this.caller = caller;
    this.world = world;
    this.oracle = oracle;
    this.operator = operator;
    this.number = number;
    this.random = new Random(seed + number);
    this.lists = new Lists(caller, world, oracle, findings, random);
    this.streams = new Streams(caller, findings, random);
    this.writes = new Writes(caller, world, oracle, arrivals, findings, random);
    this.grants = keeps;
    this.teams = List.copyOf(world.teamsOf(caller.reader().user()));
  }

  Caller caller() {
    return caller;
  }

  /** All lists are fresh and right; while nobody writes, as Bimplus's versions are the measure. */
  void expectFreshLists() {
    lists.expectAllFresh();
  }

  void expectWritesAndStreams() {
    String team = pick(world.teamsOfNow(caller.reader().user()));
    writes.expectWorking(team);
    streams.expectWorking(team);
  }

  /** Makes a write after which nothing is kept of anybody. */
  void dropAllLists() {
    writes.expectDropOfAll(pick(world.teamsOfNow(caller.reader().user())));
  }

  /** A team that the caller may enter, unless that right is away just now. */
  private String ownTeam() {
    return pick(teams);
  }

  /** One call after another, with pauses, until the latch is open. */
  void runUntil(CountDownLatch over) throws InterruptedException {
    while (!over.await(random.nextInt(PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
      if (random.nextInt(10) == 0) {
        caller.renewToken();
      }
      call(random.nextInt(1_000));
    }
  }

  private void call(int luck) {
    if (luck < 500) {
      lists.readProjects(luck < 350 ? favourite() : pick(world.teams()));
    } else if (luck < 620) {
      lists.readTeams();
    } else if (luck < 760) {
      streams.download(ownTeam());
    } else if (luck < 850) {
      streams.upload(ownTeam());
    } else if (luck < 880) {
      lists.askAndLeave(favourite());
    } else if (luck < 910) {
      lists.readProject(ownTeam());
    } else if (luck < 919) {
      caller.sendForged(Call.get(Call.Kind.LIST, "/v2/" + favourite() + "/projects"));
    } else if (luck < 920) {
      operate();
    } else if (luck < 928 && !isCalm()) {
      writes.writeTeams(ownTeam());
    } else if (luck < 975) {
      writes.write(busyTeam(), isCalm());
    } else if (!grants.isEmpty()) {
      change(pick(grants));
    }
  }

  private void change(Grant grant) {
    if (grant.project() != null || !isCalm()) {
      writes.change(grant);
    }
  }

  /** Half of the time nobody drops lists of teams, so that they have the time to grow stale. */
  private static boolean isCalm() {
    return System.nanoTime() / CALM_NANOS % 2 == 0;
  }

  /** An operator acts: nobody may be shown afterwards what that has dropped. */
  private void operate() {
    Map<String, Long> before = oracle.present();
    String team = ownTeam();
    switch (operator.nextTurn() % 8) {
      case 1 -> operator.bypasses();
      case 6 -> operator.purgesAllSoftly();
      case 7 -> {
        operator.purgesAll();
        before.forEach(oracle::raise);
      }
      case 2, 5 -> {
        operator.purgesTeam(team);
        oracle.raise(team, before.getOrDefault(team, 1L));
      }
      case 4 -> {
        operator.purgesUser(caller.reader().subject());
        lists.nothingIsKeptSince(before);
      }
      default -> deny(before);
    }
  }

  private void deny(Map<String, Long> before) {
    if (caller.denyToken(operator, Call.get(Call.Kind.TEAMS, "/v2/teams"))) {
      lists.nothingIsKeptSince(before);
    }
  }

  /** One of two teams of which this caller reads the list again and again. */
  private String favourite() {
    return teams.get((number % 2 == 0 ? 0 : teams.size() - 2) + random.nextInt(2));
  }

  /** Writes meet half of the teams, so that lists of the others have the time to grow stale. */
  private String busyTeam() {
    return teams.get(random.nextInt(teams.size() / 2));
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
