package dev.bimgate.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Version and commit, as the build recorded them.
 *
 * @param commit of the repository; {@code unknown} where there was none
 */
record BuildInfo(String version, String commit) {

  private static final String FILE = "/META-INF/bimplus-gateway.properties";

  static BuildInfo read() {
    Properties written = new Properties();
    try (InputStream file = BuildInfo.class.getResourceAsStream(FILE)) {
      written.load(Objects.requireNonNull(file, FILE));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new BuildInfo(written.getProperty("version"), written.getProperty("commit"));
  }
}
