package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.mistakesIn;
import static dev.bimgate.gateway.config.WrittenSettings.soundWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator names further files with settings. */
@SuppressWarnings("NullAway.Init")
class LocationsTest {

  private static final String LOCATIONS = "quarkus.config.locations";

  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(directory.resolve("empty"));
    Files.createDirectories(directory.resolve("no-file.properties"));
    Path peers = Files.createDirectories(directory.resolve("peers"));
    Path written = peers.resolve("gateway.properties");
    Files.writeString(written, "gateway.peers.lease=2s\n");
    Files.copy(written, directory.resolve("gateway.conf"));
    Path secret = Files.createDirectories(directory.resolve("secret"));
    // As Kubernetes mounts a Secret.
    Files.createSymbolicLink(secret.resolve("gateway.properties"), written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s/missing.properties",
        "%s/gateway.conf",
        "%s/empty",
        "%s/no-file.properties",
        "file:%s/gateway.conf",
        "file:missing.properties",
        "%1$s/peers/gateway.properties,%1$s/missing.properties",
        "https://settings.test/gateway.yaml"
      })
  void aLocationWithoutAFileOfSettingsIsAMistake(String locations) {
    assertThat(mistakesIn(soundWith(LOCATIONS, locations.formatted(directory))))
        .containsExactly(
            "quarkus.config.locations: names a location where the gateway can read no .properties"
                + " file; correct its path, name or owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s/peers/gateway.properties",
        "%s/peers",
        "%s/secret",
        "file:%s/peers/gateway.properties",
        "file://%s/secret/gateway.properties",
        "%1$s/peers,%1$s/secret/gateway.properties",
        "https://settings.test/gateway.properties"
      })
  void filesAndDirectoriesOfThemAreRead(String locations) {
    assertThat(mistakesIn(soundWith(LOCATIONS, locations.formatted(directory)))).isEmpty();
  }

  @Test
  void locationsWithAnIndexAreAMistakeAsNobodyReadsThem() {
    assertThat(mistakesIn(soundWith(LOCATIONS + "[0]", directory.resolve("peers").toString())))
        .containsExactly(
            "quarkus.config.locations: must be one value, with commas between the locations");
  }
}
