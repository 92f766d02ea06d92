package dev.bimgate.deployment.tls;

import dev.bimgate.deployment.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Debian's HAProxy, with a configuration of a test. */
final class Haproxy {

  private static final Pattern READY = Pattern.compile("Loading success");

  private static final String DEFAULTS =
      """
      global
          log stdout format raw daemon notice
          maxconn 200
      defaults
          mode http
          log global
          timeout client 30s
          timeout server 30s
          timeout connect 5s
          option forwardfor
      """;

  private Haproxy() {}

  /** Starts it with these sections, and returns once it listens. */
  static Program start(Path directory, String sections) throws IOException {
    Path file = Files.writeString(directory.resolve("haproxy.cfg"), DEFAULTS + sections);
    Program program =
        Program.start(directory, List.of("haproxy", "-W", "-db", "-f", file.toString()));
    program.awaitLine(READY);
    return program;
  }
}
