package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Repository;
import dev.bimgate.benchmarks.servers.Scripts;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.sandbox.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts peers in front of the origin, each on the core of the servers. */
final class Peers {

  private static final String APACHE_MODULES = "/usr/lib/apache2/modules";
  private static final String KEYS = "/protocol/openid-connect/certs";

  private final Map<String, String> values = new HashMap<>();

  Peers(World world) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(Repository.runDirectory());
    String issuer = world.sandbox().issuerUrl().toString();
    values.put("directory", directory.toString());
    values.put("host", ServerProcess.HOST);
    values.put("origin", world.originAuthority());
    values.put("origin-port", Integer.toString(world.originPort()));
    values.put("bimplus", world.sandbox().apiUrl().toString());
    values.put("issuer", issuer);
    values.put("keys", issuer + KEYS);
    values.put("app", Tokens.DEFAULT_CLIENT);
    values.put("certificate", world.certificate().file().toString());
    values.put("certificate-key", world.certificate().key().toString());
    values.put("certificate-with-key", world.certificate().withKey().toString());
    values.put("public-key", IssuerKey.write(directory, issuer + KEYS).toString());
    values.put("apache-modules", APACHE_MODULES);
    values.put("java", ServerProcess.JAVA.toString());
    values.put("spring", Path.of("benchmarks/spring-gateway/target").toAbsolutePath().toString());
  }

  /** Starts one, and returns once it listens. */
  Contender start(Peer peer) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    int tlsPort = ServerProcess.freePort();
    values.put("port", Integer.toString(port));
    values.put("tls-port", Integer.toString(tlsPort));
    if (!peer.configuration().isEmpty()) {
      values.put("configuration", Scripts.file(peer.configuration(), values));
    }
    List<String> command = filled(peer.command());
    ServerProcess process =
        ServerProcess.startProgramOn(
            Machine.SERVER_CORE,
            peer.name().toLowerCase(Locale.ROOT),
            command.get(0),
            command.subList(1, command.size()));
    process.awaitPort(port);
    return new Contender(
        peer.title(),
        process,
        port,
        peer.hasTls() ? tlsPort : 0,
        EnumSet.allOf(Scenario.Kind.class),
        firstLine(filled(peer.versionCommand())),
        peer.leavesUndone());
  }

  private List<String> filled(List<String> words) {
    return words.stream().map(word -> Scripts.filled(word, values)).toList();
  }

  private static String firstLine(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().findFirst().orElse("").strip();
  }
}
