package dev.bimgate.deployment.peers;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads and writes of random users through random gateways, one after the other, by a seed. */
final class RandomCalls {

  private static final int LONGEST_PAUSE_MILLIS = 60;
  private static final int LONGEST_PAUSE_OF_WRITERS_MILLIS = 1_500;

  /** One of so many writes renames a team, which invalidates all lists. */
  private static final int RENAMED_TEAM_OF = 40;

  private static final String NEW_NAME = "{\"name\":\"Renamed %d\"}";
  private static final String NEW_TEAM_NAME = "{\"slug\":\"%s\",\"displayname\":\"Renamed %d\"}";

  private final Group group;
  private final World world;
  private final Client client;
  private final Random random;

  RandomCalls(Group group, World world, Client client, long seed) {
    this.group = group;
    this.world = world;
    this.client = client;
    this.random = new Random(seed);
  }

  /** Reads lists until the latch is open. */
  void readUntil(CountDownLatch over) throws InterruptedException {
    while (!over.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
      String user = any(world.users());
      read(user, random.nextInt(5) == 0 ? World.TEAMS : any(world.teamsOf(user)));
    }
  }

  /** Writes until the latch is open; after each write others read at once what it changes. */
  void writeUntil(CountDownLatch over) throws InterruptedException {
    while (!over.await(random.nextInt(LONGEST_PAUSE_OF_WRITERS_MILLIS), TimeUnit.MILLISECONDS)) {
      List<MemberProcess> gateways = group.processes();
      if (!gateways.isEmpty()) {
        String list = write(any(gateways), any(world.users()));
        world.usersOf(list).forEach(user -> read(user, list));
      }
    }
  }

  private void read(String user, String list) {
    List<MemberProcess> gateways = group.processes();
    if (!gateways.isEmpty()) {
      client.read(any(gateways), user, list, random.nextInt(8) == 0 ? "?disciplines=false" : "");
    }
  }

  /** Makes one of the writes that change a list, which it returns. */
  private String write(MemberProcess gateway, String user) {
    String team = any(world.teamsOf(user));
    String project = world.project(user, team);
    switch (random.nextInt(RENAMED_TEAM_OF)) {
      case 0 -> {
        String name = NEW_TEAM_NAME.formatted(team, random.nextInt());
        client.write(gateway, user, World.TEAMS, "PUT", "/v2/team", name);
        return World.TEAMS;
      }
      case 1, 2 -> client.write(gateway, user, team, "DELETE", project + "/deletecache", "");
      case 3, 4 -> client.write(gateway, user, team, "DELETE", "/v2/" + team + "/deleteCache", "");
      default ->
          client.write(gateway, user, team, "PUT", project, NEW_NAME.formatted(random.nextInt()));
    }
    return team;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
