package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lists as one caller reads them, plain or packed, with or without what they know already. */
final class Lists {

  private static final String BUSTER = "?_=";
  private static final List<String> QUERIES = List.of("", "", "?disciplines=false", BUSTER);

  /** In this time the revalidation behind a read has come to its end. */
  private static final Duration REVALIDATED = Limits.LIST.plus(Limits.MACHINE);

  private final Caller caller;
  private final World world;
  private final ListOracle oracle;
  private final Findings findings;
  private final Random random;
  private final Wishes wishes;

  /** Below them this caller may be shown nothing; everybody's are the oracle's. */
  private final Map<String, Long> ownFloors = new HashMap<>();

  /** The list that was shown last, by target: its tag, and the version that it had. */
  private final Map<String, Known> known = new HashMap<>();

  private record Known(String etag, long version) {}

  Lists(Caller caller, World world, ListOracle oracle, Findings findings, Random random) {
    this.caller = caller;
    this.world = world;
    this.oracle = oracle;
    this.findings = findings;
    this.random = random;
    this.wishes = new Wishes(random);
  }

  /**
   * Nothing is kept of this caller: lists have at least the versions of this moment from now on.
   */
  void nothingIsKeptSince(Map<String, Long> versions) {
    versions.forEach((team, version) -> ownFloors.merge(team, version, Math::max));
  }

  /** Reads the projects of a team in one of the ways in which clients do. */
  void readProjects(String team) {
    String query = completed(QUERIES.get(random.nextInt(QUERIES.size())));
    Call call = Call.get(Call.Kind.LIST, "/v2/" + team + "/projects" + query);
    long floor = floor(team);
    Looks looks = new Looks(world.grantsOf(caller.reader().user()));
    Call sent = wished(call);
    WireAnswer answer = caller.send(sent);
    if (answer != null && answer.status() == 403 && answer.text().contains("not a member")) {
      if (world.isMember(caller.reader().user(), team)
          && Boolean.TRUE.equals(looks.membership(team))) {
        findings.add(caller.reader() + " is kept out of " + team);
      }
    } else {
      judge(
          sent, answer, floor, text -> oracle.projects(caller.reader(), team, floor, looks, text));
    }
  }

  /** Reads the caller's teams. */
  void readTeams() {
    String query = random.nextInt(4) == 0 ? completed(BUSTER) : "";
    Call call = Call.get(Call.Kind.TEAMS, "/v2/teams" + query);
    long floor = floor(ListOracle.TEAMS);
    Looks looks = new Looks(world.grantsOf(caller.reader().user()));
    Call sent = wished(call);
    judge(
        sent, caller.send(sent), floor, text -> oracle.teams(caller.reader(), floor, looks, text));
  }

  /** Reads one project past the cache. */
  void readProject(String team) {
    List<String> seen = world.seenProjects(caller.reader().user(), team);
    if (seen.isEmpty()) {
      return;
    }
    String target = "/v2/" + team + "/projects/" + seen.get(0);
    long floor = floor(team);
    WireAnswer answer = caller.send(Call.get(Call.Kind.READ, target));
    if (answer == null || !isJsonList(answer) || !answer.whole()) {
      return;
    }
    JsonNode project = World.read(answer.text());
    String user = project.path("rights").path("user").asText();
    if (!project.path("id").asText().equals(seen.get(0))
        || !user.equals(caller.reader().subject())) {
      findings.add(caller.reader() + " asked " + target + " and got " + answer.text());
    }
    oracle.expectFloor(caller.reader(), "a project", project.path("version").asLong(), floor);
  }

  /** Asks and leaves at once: whoever waits for the same list must not notice. */
  void askAndLeave(String team) {
    caller.send(Call.get(Call.Kind.LIST, "/v2/" + team + "/projects").leavingAfter(0));
  }

  /** Everything is quiet: each list is as Bimplus has it, fresh after a revalidation at most. */
  void expectAllFresh() {
    List<String> entered = world.teamsOfNow(caller.reader().user());
    for (String team : world.teams()) {
      Call call = Call.get(Call.Kind.LIST, "/v2/" + team + "/projects");
      if (entered.contains(team)) {
        long present = world.sandbox().bimplus().projectsVersion(team);
        Looks looks = new Looks(world.grantsOf(caller.reader().user()));
        expectFresh(call, text -> oracle.projects(caller.reader(), team, present, looks, text));
      } else {
        WireAnswer answer = caller.send(call);
        expect(answer != null && answer.status() == 403, call, answer);
      }
    }
    long present = world.sandbox().bimplus().teamsVersion();
    Looks looks = new Looks(world.grantsOf(caller.reader().user()));
    expectFresh(
        Call.get(Call.Kind.TEAMS, "/v2/teams"),
        text -> oracle.teams(caller.reader(), present, looks, text));
  }

  private void expectFresh(Call call, Judge judge) {
    long began = System.nanoTime();
    WireAnswer answer = caller.send(call);
    while (isStale(answer) && System.nanoTime() - began < REVALIDATED.toNanos()) {
      answer = caller.send(call);
    }
    expect(answer != null && isJsonList(answer) && !isStale(answer), call, answer);
    if (answer != null && isJsonList(answer)) {
      judge.version(plain(answer));
    }
  }

  private void expect(boolean holds, Call call, @Nullable WireAnswer answer) {
    if (!holds) {
      String told = answer == null ? "nothing" : answer.status() + " " + answer.cacheStatus();
      findings.add(
          "all should be well, but " + caller.reader() + " " + call.target() + ": " + told);
    }
  }

  private static boolean isStale(@Nullable WireAnswer answer) {
    return answer != null && answer.cacheStatus().contains("ttl=-");
  }

  private Call wished(Call call) {
    Known last = known.get(key(call));
    return wishes.added(call, last == null ? null : last.etag());
  }

  private String completed(String query) {
    return query.equals(BUSTER) ? query + random.nextInt(1_000) : query;
  }

  private long floor(String team) {
    return Math.max(oracle.floor(team), ownFloors.getOrDefault(team, 1L));
  }

  private interface Judge {
    long version(String text);
  }

  private void judge(Call call, @Nullable WireAnswer answer, long floor, Judge judge) {
    if (answer != null && Wishes.isFromMemory(call) && isAskedFor(answer)) {
      findings.add(
          caller.reader() + ": Bimplus was asked for " + call.target() + " against a wish");
    }
    if (answer == null || call.method().equals("HEAD")) {
      return;
    }
    boolean passed = answer.cacheStatus().contains("fwd=bypass");
    Known last = known.get(key(call));
    if (answer.status() == 304 && !passed) {
      judgeUnchanged(call, last, floor);
    } else if (isJsonList(answer) && answer.whole()) {
      judgeAge(call, answer);
      String text = plain(answer);
      if (isUnread(call, answer) && World.read(text).isMissingNode()) {
        return;
      }
      long version = judge.version(text);
      answer.field("etag").ifPresent(tag -> known.put(key(call), new Known(tag, version)));
    } else if (!answer.whole() && !isPassedOn(answer)) {
      findings.add(
          caller.reader() + ": a list of " + call.target() + " that was read whole is cut");
    }
  }

  /** 304 says that what the client has is what it would be given: so that is judged. */
  private void judgeUnchanged(Call call, @Nullable Known last, long floor) {
    if (call.fields().get("If-None-Match") == null || last == null) {
      findings.add(caller.reader() + ": 304 for " + call.target() + ", which had no condition");
    } else {
      oracle.expectFloor(caller.reader(), "304 for a list", last.version(), floor);
    }
  }

  private void judgeAge(Call call, WireAnswer answer) {
    String status = answer.cacheStatus();
    long seconds = Long.parseLong(answer.field("age").orElse("0"));
    boolean kept = status.contains("; hit") || isStale(answer);
    long longest = Limits.FRESH.plus(Limits.STALE_IF_ERROR).toSeconds();
    if (kept && seconds > longest) {
      findings.add(caller.reader() + ": " + call.target() + " is " + seconds + " s old: " + status);
    }
  }

  /** Whether Bimplus was asked, although nobody had all lists pass the cache. */
  private static boolean isAskedFor(WireAnswer answer) {
    String status = answer.cacheStatus();
    return status.contains("fwd=") && !status.contains("fwd=bypass");
  }

  /** What is too long to be read first, or may not be kept: that alone may be cut. */
  private static boolean isPassedOn(WireAnswer answer) {
    return answer.cacheStatus().contains("fwd=") && !answer.cacheStatus().contains("; ttl=");
  }

  /** Passed on, and with nothing to leave out: so nobody sees through a lie about its length. */
  private static boolean isUnread(Call call, WireAnswer answer) {
    return isPassedOn(answer) && call.kind() == Call.Kind.LIST;
  }

  private static boolean isJsonList(WireAnswer answer) {
    return answer.status() == 200 && answer.isOfType("application/json");
  }

  /** Without the cache buster, as the gateway knows it. */
  private static String key(Call call) {
    return call.target().replaceAll("\\?_=.*", "");
  }

  private static String plain(WireAnswer answer) {
    Optional<String> coding = answer.field("content-encoding");
    if (coding.isEmpty()) {
      return answer.text();
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "not in " + coding.get() + ": " + e;
    }
  }
}
