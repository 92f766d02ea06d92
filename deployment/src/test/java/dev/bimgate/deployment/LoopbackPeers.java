package dev.bimgate.deployment;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code compose/peers.yaml} starts, as processes on free loopback ports with the files that
 * it mounts: HAProxy, gateways, and Valkey with TLS and an ACL.
 */
final class LoopbackPeers implements AutoCloseable {

  static final Path FILES = Repository.ROOT.resolve("deployment/compose/peers");

  private static final Pattern VALKEY_READY = Pattern.compile("Ready to accept connections tls");
  private static final Pattern TOGETHER = Pattern.compile("together with peers: members=(\\d+)");
  private static final Pattern PROXY_READY = Pattern.compile("Loading success");

  /** So that a machine which pauses this long isolates nobody. */
  private static final Map<String, String> LONG_LEASE = Map.of("gateway.peers.lease", "5s");

  private final Sandbox sandbox;
  private final Path directory;
  private final Path secrets;
  private final int valkeyPort = Listener.freePort();
  private final List<AutoCloseable> started = new ArrayList<>();

  LoopbackPeers(Sandbox sandbox, Path directory) {
    this.sandbox = sandbox;
    this.directory = directory;
    this.secrets = makeSecrets("secrets");
  }

  /** What {@code make-secrets} makes in a new directory of that name. */
  Path makeSecrets(String name) {
    Path made = directory.resolve(name);
    Program.Ending ending =
        Program.run(
            directory,
            List.of(
                "env",
                "MOUNTED_AT=" + made,
                FILES.resolve("make-secrets").toString(),
                made.toString(),
                "127.0.0.1",
                String.valueOf(valkeyPort)));
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("no secrets: " + ending);
    }
    return made;
  }

  Path secrets() {
    return secrets;
  }

  int valkeyPort() {
    return valkeyPort;
  }

  /** Starts Valkey, and returns once it takes connections. */
  void startValkey() {
    Program valkey =
        Program.start(
            directory,
            List.of(
                "valkey-server",
                FILES.resolve("valkey.conf").toString(),
                "--bind",
                "127.0.0.1",
                "--tls-port",
                String.valueOf(valkeyPort),
                "--tls-cert-file",
                secrets.resolve("valkey.crt").toString(),
                "--tls-key-file",
                secrets.resolve("valkey.key").toString(),
                "--aclfile",
                secrets.resolve("users.acl").toString()));
    started.add(valkey);
    valkey.awaitLine(VALKEY_READY);
  }

  /** Starts a gateway, and returns once it is a member. */
  RunningGateway startMember(Map<String, String> own) throws IOException {
    RunningGateway gateway = startGateway(own);
    gateway.program().awaitLine(TOGETHER);
    return gateway;
  }

  /** Starts a gateway with the settings of the secrets, or others in their place. */
  RunningGateway startGateway(Map<String, String> own) throws IOException {
    Path settings = Files.createDirectories(directory.resolve("config"));
    Files.copy(
        secrets.resolve("gateway.properties"),
        settings.resolve("application.properties"),
        StandardCopyOption.REPLACE_EXISTING);
    Map<String, String> all = new HashMap<>(LONG_LEASE);
    all.putAll(own);
    RunningGateway gateway = RunningGateway.packaged(sandbox, directory, all);
    started.add(gateway);
    return gateway;
  }

  /** HAProxy in front of two gateways. */
  record Proxy(Program program, URI url) {

    /** Returns once this gateway gets requests again. */
    void awaitReturn(int number) {
      program.awaitLine(Pattern.compile("Server gateways/gateway" + number + " is UP"));
    }
  }

  /** Starts HAProxy in front of these two. */
  Proxy startProxy(RunningGateway first, RunningGateway second) {
    int port = Listener.freePort();
    Program proxy =
        Program.start(
            directory,
            List.of(
                "env",
                "LISTEN=127.0.0.1:" + port,
                "GATEWAY1=" + first.traffic().getAuthority(),
                "GATEWAY1_MANAGEMENT_PORT=" + first.management().getPort(),
                "GATEWAY2=" + second.traffic().getAuthority(),
                "GATEWAY2_MANAGEMENT_PORT=" + second.management().getPort(),
                "haproxy",
                "-W",
                "-db",
                "-f",
                FILES.resolve("haproxy.cfg").toString()));
    started.add(proxy);
    proxy.awaitLine(PROXY_READY);
    return new Proxy(proxy, URI.create("http://127.0.0.1:" + port));
  }

  /** What Valkey replies to a user's command, line by line. */
  List<String> ask(String user, String... command) {
    List<String> client =
        List.of(
            "env",
            "REDISCLI_AUTH=" + password(user),
            "valkey-cli",
            "-p",
            String.valueOf(valkeyPort),
            "--tls",
            "--cacert",
            secrets.resolve("ca.crt").toString(),
            "--user",
            user);
    return Program.run(directory, Stream.concat(client.stream(), Stream.of(command)).toList())
        .lines();
  }

  private String password(String user) {
    try {
      return Files.readString(secrets.resolve(user + ".password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules of a user, as they are shipped. */
  static String aclOf(String user) throws IOException {
    try (Stream<String> lines = Files.lines(FILES.resolve("users.acl"))) {
      return lines.filter(line -> line.startsWith("user " + user)).findFirst().orElseThrow();
    }
  }

  @Override
  public void close() throws Exception {
    for (int last = started.size() - 1; last >= 0; last--) {
      started.get(last).close();
    }
  }
}
