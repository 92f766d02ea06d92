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
    WireAnswer response = caller.send(sent);
    if (response != null && response.status() == 403 && response.text().contains("not a member")) {
      if (world.isMember(caller.reader().user(), team)
          && Boolean.TRUE.equals(looks.membership(team))) {
        findings.add(caller.reader() + " is kept out of " + team);
      }
    } else {
      judge(
          sent,
          response,
          floor,
          text -> oracle.projects(caller.reader(), team, floor, looks, text));
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
    WireAnswer response = caller.send(Call.get(Call.Kind.READ, target));
    if (response == null || !isJsonList(response) || !response.whole()) {
      return;
    }
    JsonNode project = World.read(response.text());
    String user = project.path("rights").path("user").asText();
    if (!project.path("id").asText().equals(seen.get(0))
        || !user.equals(caller.reader().subject())) {
      findings.add(caller.reader() + " asked " + target + " and got " + response.text());
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
        WireAnswer response = caller.send(call);
        expect(response != null && response.status() == 403, call, response);
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
    WireAnswer response = caller.send(call);
    while (isStale(response) && System.nanoTime() - began < REVALIDATED.toNanos()) {
      response = caller.send(call);
    }
    expect(response != null && isJsonList(response) && !isStale(response), call, response);
    if (response != null && isJsonList(response)) {
      judge.version(plain(response));
    }
  }

  private void expect(boolean holds, Call call, @Nullable WireAnswer response) {
    if (!holds) {
      String told = response == null ? "nothing" : response.status() + " " + response.cacheStatus();
      findings.add(
          "all should be well, but " + caller.reader() + " " + call.target() + ": " + told);
    }
  }

  private static boolean isStale(@Nullable WireAnswer response) {
    return response != null && response.cacheStatus().contains("ttl=-");
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

  private void judge(Call call, @Nullable WireAnswer response, long floor, Judge judge) {
    if (response != null && Wishes.isFromMemory(call) && isAskedFor(response)) {
      findings.add(
          caller.reader() + ": Bimplus was asked for " + call.target() + " against a wish");
    }
    if (response == null || call.method().equals("HEAD")) {
      return;
    }
    boolean passed = response.cacheStatus().contains("fwd=bypass");
    Known last = known.get(key(call));
    if (response.status() == 304 && !passed) {
      judgeUnchanged(call, last, floor);
    } else if (isJsonList(response) && response.whole()) {
      judgeAge(call, response);
      String text = plain(response);
      if (isUnread(call, response) && World.read(text).isMissingNode()) {
        return;
      }
      long version = judge.version(text);
      response.field("etag").ifPresent(tag -> known.put(key(call), new Known(tag, version)));
    } else if (!response.whole() && !isPassedOn(response)) {
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

  private void judgeAge(Call call, WireAnswer response) {
    String status = response.cacheStatus();
    long seconds = Long.parseLong(response.field("age").orElse("0"));
    boolean stored = status.contains("; hit") || isStale(response);
    long longest = Limits.FRESH.plus(Limits.STALE_IF_ERROR).toSeconds();
    if (stored && seconds > longest) {
      findings.add(caller.reader() + ": " + call.target() + " is " + seconds + " s old: " + status);
    }
  }

  /** Whether Bimplus was asked, although nobody had all lists pass the cache. */
  private static boolean isAskedFor(WireAnswer response) {
    String status = response.cacheStatus();
    return status.contains("fwd=") && !status.contains("fwd=bypass");
  }

  /** What is too long to be read first, or may not be kept: that alone may be cut. */
  private static boolean isPassedOn(WireAnswer response) {
    return response.cacheStatus().contains("fwd=") && !response.cacheStatus().contains("; ttl=");
  }

  /** Passed on, and with nothing to leave out: so nobody sees through a lie about its length. */
  private static boolean isUnread(Call call, WireAnswer response) {
    return isPassedOn(response) && call.kind() == Call.Kind.LIST;
  }

  private static boolean isJsonList(WireAnswer response) {
    return response.status() == 200 && response.isOfType("application/json");
  }

  /** Without the cache buster, as the gateway knows it. */
  private static String key(Call call) {
    return call.target().replaceAll("\\?_=.*", "");
  }

  private static String plain(WireAnswer response) {
    Optional<String> coding = response.field("content-encoding");
    if (coding.isEmpty()) {
      return response.text();
    }
    try (GZIPInputStream unpacked =
        new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "not in " + coding.get() + ": " + e;
    }
  }
}
