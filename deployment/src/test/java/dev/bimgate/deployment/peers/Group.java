package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.ValkeyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Three gateways in front of one sandbox, and one Valkey behind them. */
final class Group implements AutoCloseable {

  /** So many that lists outlast writes to others, and that an old one is not replaced by chance. */
  private static final int TEAMS = 20;

  private static final int PROJECTS = 8;
  private static final int CALLS = 1_000_000;

  /** 32 bytes, in base64. */
  private static final String KEY = "c2VjcmV0LXdpdGgtMzItYnl0ZXMtZm9yLXRoZS10ZXM=";

  private final Sandbox sandbox;
  private final ValkeyServer valkey;
  private final List<Member> members;

  private Group(Sandbox sandbox, ValkeyServer valkey, List<Member> members) {
    this.sandbox = sandbox;
    this.valkey = valkey;
    this.members = members;
  }

  /** Gateways that are peers, with these settings. */
  static Group ofPeers(Path directory, long seed, Duration lifetime, Map<String, String> settings) {
    return ofPeers(ValkeyServer.start(directory), directory, seed, lifetime, settings);
  }

  /** Gateways that are peers through that Valkey, with these settings. */
  static Group ofPeers(ValkeyServer valkey, Path directory, Map<String, String> settings) {
    Group group = ofPeers(valkey, directory, 1, Duration.ofHours(1), settings);
    group.awaitTogether();
    return group;
  }

  private static Group ofPeers(
      ValkeyServer valkey,
      Path directory,
      long seed,
      Duration lifetime,
      Map<String, String> settings) {
    Map<String, String> ofPeers = new HashMap<>(settings);
    ofPeers.put("gateway.peers.key-file", keyFile(directory).toString());
    return started(valkey, directory, seed, lifetime, ofPeers);
  }

  /** Gateways that know nothing of each other. */
  static Group ofStrangers(Path directory, long seed, Duration lifetime) {
    return started(ValkeyServer.start(directory), directory, seed, lifetime, Map.of());
  }

  private static Group started(
      ValkeyServer valkey,
      Path directory,
      long seed,
      Duration lifetime,
      Map<String, String> settings) {
    Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withSeed(seed)
                .withNumberOfTeams(TEAMS)
                .withProjectsPerTeam(PROJECTS)
                .withTokenLifetime(lifetime)
                .withBudgetPerHour(CALLS)
                .withRecordedRequests(1_000));
    List<Member> members =
        Stream.of("first", "second", "third")
            .map(name -> member(name, sandbox, directory, new Relay(valkey.port()), settings))
            .toList();
    members.forEach(Member::start);
    return new Group(sandbox, valkey, members);
  }

  private static Member member(
      String name, Sandbox sandbox, Path directory, Relay relay, Map<String, String> settings) {
    Map<String, String> own = new HashMap<>(settings);
    if (!settings.isEmpty()) {
      own.put("gateway.peers.url", "redis://127.0.0.1:" + relay.port());
    }
    return new Member(name, relay, () -> RunningGateway.packaged(sandbox, directory, own));
  }

  private static Path keyFile(Path directory) {
    try {
      return Files.writeString(directory.resolve("peers.keys"), KEY + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  ValkeyServer valkey() {
    return valkey;
  }

  List<Member> members() {
    return members;
  }

  /** Those that listen. */
  List<MemberProcess> processes() {
    return members.stream().flatMap(member -> member.process().stream()).toList();
  }

  /** Whether all are there, ready, and know what the others invalidate. */
  boolean isTogether() {
    List<MemberProcess> all = processes();
    return all.size() == members.size() && all.stream().allMatch(MemberProcess::isTogether);
  }

  /** Returns once all are together, and each knows of all. */
  void awaitTogether() {
    Waiting.until(
        () ->
            isTogether()
                && processes().stream().allMatch(process -> process.peers() == members.size()));
  }

  @Override
  public void close() {
    members.forEach(Member::close);
    valkey.close();
    sandbox.close();
  }
}
