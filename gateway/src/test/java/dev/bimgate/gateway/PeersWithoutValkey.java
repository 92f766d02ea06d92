package dev.bimgate.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A gateway that is to have peers, and no Valkey: it is isolated. */
public final class PeersWithoutValkey implements QuarkusTestProfile {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path keys = Files.createTempFile("peers", ".keys");
      keys.toFile().deleteOnExit();
      Files.writeString(keys, KEY);
      // Port 1 of this machine refuses connections.
      return Map.of(
          "gateway.peers.url", "redis://127.0.0.1:1", "gateway.peers.key-file", keys.toString());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
