package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of heads in the packaged gateway: nothing leaves it out. */
class Http1ValidatorIT {

  private static final Path APPLICATION = Repository.ROOT.resolve("gateway/target/quarkus-app/app");

  /** Netty and Vert.x take this head. */
  @Test
  void noSystemPropertyLeavesItOut(@TempDir Path directory) throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway =
            RunningGateway.packaged(
                sandbox, directory, Map.of("bimgate.benchmarks.heads-unchecked", "true"));
        RawClient client = new RawClient(gateway.traffic())) {
      client.ask("GET /v2/user HTTP/1.1\r\nContent_Length: 5", "none");

      assertThat(client.head()).startsWith("HTTP/1.1 400 ");
      assertThat(client.rest()).asString().contains("urn:bimgate:problem:malformed-request");
    }
  }

  @Test
  void theProductKnowsNoBenchmarks() throws IOException {
    try (Stream<Path> jars = Files.list(APPLICATION)) {
      for (Path jar : jars.toList()) {
        assertThat(classes(jar)).as("%s", jar).isNotEmpty().doesNotContain("benchmarks");
      }
    }
  }

  private static String classes(Path jar) throws IOException {
    StringBuilder all = new StringBuilder();
    try (JarFile opened = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = opened.entries();
      while (entries.hasMoreElements()) {
        try (InputStream content = opened.getInputStream(entries.nextElement())) {
          all.append(new String(content.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all.toString();
  }
}
