package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The judge of lists: whose they are, what they hold, and how old they may be.
 *
 * <p><b>Version.</b> A list must have at least the version that was made by every write whose
 * answer had arrived before the list was asked for. A time-out, an outage or a stale window is no
 * exception: a write drops the lists of its team before its answer goes on, and what was dropped is
 * not there to be told stale. A stale list is thus one since whose load no write was answered; it
 * may be older than a write that is still under way, as long as the windows allow. What the
 * contract does except follows from its table of drops, and is kept here so:
 *
 * <ul>
 *   <li>a write that Bimplus refused (4xx), or never saw (no connection, or none free), drops
 *       nothing and raises nothing; one that it answered with 5xx drops, and raises nothing;
 *   <li>a write that was broken off or timed out drops as well, when that is told: whether Bimplus
 *       has made it, nobody knows, so lists must be as young as when it was sent;
 *   <li>a write whose client left before the answer raises nothing, as nothing was told;
 *   <li>an operator's denial of a token drops what is kept of its caller, and of nobody else; a
 *       purge drops what it names.
 * </ul>
 *
 * <p><b>Age.</b> Whatever is told from memory is no older than freshness and its longer window.
 *
 * <p><b>Content.</b> All elements are of one moment. Each carries the rights of who asks. Of the
 * projects and teams of the start they are exactly those that the user may see; a right that comes
 * and goes counts from the answer to its change until the next change begins.
 */
final class ListOracle {

  /** Stands for the lists of teams among the teams. */
  static final String TEAMS = "";

  private final World world;
  private final Findings findings;
  private final Map<String, Long> floors = new ConcurrentHashMap<>();

  ListOracle(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  /** The versions that Bimplus has now. */
  Map<String, Long> present() {
    Map<String, Long> versions = new ConcurrentHashMap<>();
    world
        .teams()
        .forEach(team -> versions.put(team, world.sandbox().bimplus().projectsVersion(team)));
    versions.put(TEAMS, world.sandbox().bimplus().teamsVersion());
    return versions;
  }

  /** The lowest version that a list of a team, or of teams, may have if it is asked for now. */
  long floor(String team) {
    return floors.getOrDefault(team, 1L);
  }

  /** All lists of a team, and of teams, have at least this version from now on. */
  void raise(String team, long version) {
    floors.merge(team, version, Math::max);
  }

  void raiseTeams(long version) {
    raise(TEAMS, version);
  }

  /** Judges a whole project list; returns its version. */
  long projects(Reader reader, String team, long floor, Looks looks, String text) {
    JsonNode list = World.read(text);
    Set<String> ids = ids(list, "id");
    for (JsonNode project : list) {
      expect(reader, "team", team, project.path("teamSlug").asText());
      expect(reader, "rights", reader.subject(), project.path("rights").path("user").asText());
    }
    ids.retainAll(world.projectsOf(team));
    Set<String> expected = new HashSet<>(world.seenProjects(reader.user(), team));
    looks.ofProjects(team).forEach((grant, given) -> settle(ids, expected, grant.project(), given));
    expectSame(reader, team, expected, ids);
    if (Boolean.FALSE.equals(looks.membership(team)) || !world.isMember(reader.user(), team)) {
      findings.add(reader + " was shown the projects of " + team + ", whose member they are not");
    }
    return version(reader, team, list, floor, world.sandbox().bimplus().projectsVersion(team));
  }

  /** Judges a whole list of teams; returns its version. */
  long teams(Reader reader, long floor, Looks looks, String text) {
    if (text.contains("teamWorksConnection")) {
      findings.add(reader + " was shown a teamWorksConnection");
    }
    JsonNode list = World.read(text);
    Set<String> slugs = ids(list, "slug");
    for (JsonNode team : list) {
      expect(reader, "rights", reader.subject(), team.path("rights").path("user").asText());
    }
    slugs.retainAll(world.teams());
    Set<String> expected = new HashSet<>(world.teamsOf(reader.user()));
    looks.ofTeams().forEach((grant, given) -> settle(slugs, expected, grant.team(), given));
    expectSame(reader, "teams", expected, slugs);
    return version(reader, "teams", list, floor, world.sandbox().bimplus().teamsVersion());
  }

  /** Judges a version that somebody told, by whatever means. */
  void expectFloor(Reader reader, String what, long version, long floor) {
    if (version < floor) {
      findings.add(reader + " was shown " + what + " of " + version + " after " + floor);
    }
  }

  private long version(Reader reader, String what, JsonNode list, long floor, long present) {
    Set<Long> versions = new TreeSet<>();
    list.forEach(element -> versions.add(element.path("version").asLong(-1)));
    if (versions.size() != 1) {
      findings.add(reader + " was shown a list (" + what + ") of the versions " + versions);
      return 0;
    }
    long version = versions.iterator().next();
    expectFloor(reader, what, version, floor);
    if (version > present) {
      findings.add(reader + " was shown " + what + " of " + version + ", which is yet to come");
    }
    return version;
  }

  private void expect(Reader reader, String what, String expected, String found) {
    if (!expected.equals(found)) {
      findings.add(reader + ": " + what + " " + found + " instead of " + expected);
    }
  }

  private void expectSame(Reader reader, String what, Set<String> expected, Set<String> found) {
    if (!expected.equals(found)) {
      findings.add(reader + ": " + what + " " + found + " instead of " + expected);
    }
  }

  /** A right that nobody knows of leaves it open whether its object is shown. */
  private static void settle(
      Set<String> found, Set<String> expected, @Nullable String object, Optional<Boolean> given) {
    expected.remove(object);
    if (given.isEmpty()) {
      found.remove(object);
    } else if (given.get()) {
      expected.add(object);
    }
  }

  private static Set<String> ids(JsonNode list, String name) {
    Set<String> ids = new HashSet<>();
    list.forEach(element -> ids.add(element.path(name).asText()));
    return ids;
  }
}
