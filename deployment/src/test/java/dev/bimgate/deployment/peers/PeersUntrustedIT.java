package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.sandbox.ValkeyServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody who may do everything in Valkey copies, damages and replays what three gateways store
 * there, and puts garbage into its keys: nobody gets a list that is another's, or older than a
 * write, or an error.
 */
@Tag("real-parts")
@Tag("concurrent")
class PeersUntrustedIT {

  private static final long HOUR_MILLIS = 3_600_000;

  private static Group group;
  private static World world;
  private static ValkeyClient valkey;
  private static String team;
  private static int queries;

  @BeforeAll
  static void start(@TempDir Path directory) {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("gateway.peers.lease", "1s");
    settings.put("gateway.peers.isolated-fresh-for", "0s");
    group = Group.ofPeers(ValkeyServer.start(directory), directory, settings);
    world = new World(group.sandbox());
    valkey = new ValkeyClient(group.valkey().port());
    team = group.sandbox().teams().get(0);
  }

  @AfterAll
  static void stop() {
    valkey.close();
    group.close();
  }

  @BeforeEach
  void awaitTogether() {
    group.awaitTogether();
  }

  @Test
  void aListUnderTheNameOfAnotherUserIsNotServed() {
    Wanted one = new Wanted(world.users().get(0));
    Wanted other = new Wanted(world.users().get(1));
    String nameOfOne = one.store();
    String nameOfOther = other.store();
    byte[] listOfOne = bytes(nameOfOne);
    put(nameOfOne, bytes(nameOfOther));
    byte[] listOfOther = bytes(nameOfOne);
    put(nameOfOther, listOfOne);

    assertThat(one.lookup(1)).isEqualTo("loaded");
    assertThat(other.lookup(1)).isEqualTo("loaded");
    awaitReplaced(nameOfOne, listOfOther);
    awaitReplaced(nameOfOther, listOfOne);
    assertThat(one.lookup(2)).isEqualTo("shared");
    assertThat(other.lookup(2)).isEqualTo("shared");
  }

  @Test
  void aDamagedListIsNotServed() {
    String user = world.users().get(2);
    Map<String, String> lookups = new LinkedHashMap<>();
    byte[] sample = bytes(new Wanted(user).store());
    for (int length : new int[] {0, 1, 19, 20, 36, sample.length / 2, sample.length - 1}) {
      lookups.put("first " + length, lookup(user, list -> Arrays.copyOf(list, length)));
    }
    for (int at : new int[] {0, 8, 20, sample.length / 2, sample.length - 1}) {
      lookups.put("another bit at " + at, lookup(user, list -> flipped(list, at)));
    }
    lookups.put("longer", lookup(user, list -> Arrays.copyOf(list, list.length + 1)));
    lookups.put("far longer", lookup(user, list -> Arrays.copyOf(list, 2 << 20)));

    assertThat(lookups.values()).as("%s", lookups).containsOnly("loaded");
  }

  private interface Damage {
    byte[] of(byte[] list);
  }

  private static String lookup(String user, Damage damage) {
    Wanted wanted = new Wanted(user);
    String name = wanted.store();
    put(name, damage.of(bytes(name)));
    return wanted.lookup(1);
  }

  private static byte[] flipped(byte[] list, int at) {
    list[at] ^= 1;
    return list;
  }

  @Test
  void aListFromBeforeAWriteIsNotServedWhenItIsThereAgain() {
    Wanted wanted = new Wanted(world.users().get(3));
    String name = wanted.store();
    byte[] old = bytes(name);
    write(0);

    put(name, old);
    String second = wanted.lookup(1);
    awaitReplaced(name, old);
    put(name, old);
    String third = wanted.lookup(2);
    awaitReplaced(name, old);
    group.members().get(2).terminateAndRestart();
    group.awaitTogether();
    put(name, old);

    assertThat(List.of(second, third)).containsOnly("loaded");
    assertThat(wanted.lookup(2)).as("at a gateway that has joined since").isEqualTo("loaded");
  }

  @Test
  void aListThatValkeyIsToKeepForLongerIsNotServed() {
    Wanted anHour = new Wanted(world.users().get(2));
    Wanted forEver = new Wanted(world.users().get(2));
    String name = anHour.store();
    valkey.run("SET", name, bytes(name), "PX", HOUR_MILLIS);
    valkey.run("PERSIST", forEver.store());

    assertThat(anHour.lookup(1)).isEqualTo("loaded");
    assertThat(forEver.lookup(1)).isEqualTo("loaded");
  }

  /** Isolated at worst, as they say themselves; and together again without it. */
  @ParameterizedTest
  @EnumSource(Garbage.class)
  void garbageCostsFreshnessAtMost(Garbage garbage) {
    Wanted wanted = new Wanted(world.users().get(0));
    write(1);
    var unused = wanted.store();

    garbage.put(valkey);
    write(1);
    var amid = wanted.lookups();
    if (garbage.isTemporary()) {
      group.awaitTogether();
    } else {
      Waiting.until(() -> group.processes().stream().allMatch(gateway -> gateway.peers() == 0));
    }
    valkey.run("FLUSHALL");
    group.awaitTogether();

    write(0);
    assertThat(wanted.lookups()).startsWith("loaded");
  }

  /** A list of one user, by a query that no other list has. */
  private static final class Wanted {
    final String user;
    final String path = World.path(team) + "?number=" + queries++;

    Wanted(String user) {
      this.user = user;
    }

    /** Loads it through the first gateway; returns its name in Valkey. */
    String store() {
      Set<String> before = new TreeSet<>(valkey.keys("*:l:*"));
      var unused = lookup(0);
      Set<String> names = new TreeSet<>();
      Waiting.until(
          () -> {
            names.addAll(valkey.keys("*:l:*"));
            names.removeAll(before);
            return !names.isEmpty();
          });
      assertThat(names).hasSize(1);
      return names.iterator().next();
    }

    /** Where it comes from at a gateway; it must be that user's, and as Bimplus has it now. */
    String lookup(int gateway) {
      HttpResponse<String> got = get(process(gateway).gateway().url(path));
      HttpResponse<String> present = get(URI.create(group.sandbox().apiUrl() + path.substring(3)));
      assertThat(got.statusCode()).as("%s", got.body()).isEqualTo(200);
      assertThat(World.read(got.body())).isEqualTo(World.read(present.body()));
      String cacheStatus = got.headers().firstValue("Cache-Status").orElse("");
      return cacheStatus.contains("detail=shared") ? "shared" : "loaded";
    }

    List<String> lookups() {
      return List.of(lookup(0), lookup(1), lookup(2));
    }

    private HttpResponse<String> get(URI url) {
      return Http.get(url, world.authorizationOf(user));
    }
  }

  private static MemberProcess process(int gateway) {
    return group.members().get(gateway).process().orElseThrow();
  }

  private static void write(int gateway) {
    String user = world.users().get(0);
    HttpResponse<String> written =
        Http.send(
            Http.request(
                    process(gateway).gateway().url(world.project(user, team)),
                    world.authorizationOf(user))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"Renamed\"}")),
            BodyHandlers.ofString());
    assertThat(written.statusCode()).as("%s", written.body()).isEqualTo(200);
  }

  private static byte[] bytes(String name) {
    return valkey.get(name).orElseThrow();
  }

  /** A gateway stores a list that it loaded after it has answered. */
  private static void awaitReplaced(String name, byte[] list) {
    Waiting.until(() -> !Arrays.equals(bytes(name), list));
  }

  private static void put(String name, byte[] list) {
    valkey.run("SET", name, list, "KEEPTTL");
  }
}
