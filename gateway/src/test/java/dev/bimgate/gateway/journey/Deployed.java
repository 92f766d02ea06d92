package dev.bimgate.gateway.journey;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A gateway with everything optional: an admin token, a public URL, an allowed origin, and a
 * certificate.
 */
public final class Deployed implements QuarkusTestProfile {

  static final String ORIGIN = "https://app.test";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "gateway.admin.token", Operator.TOKEN,
        "gateway.public-url", "https://gateway.example/bim/",
        "quarkus.http.cors.enabled", "true",
        "quarkus.http.cors.origins", ORIGIN,
        "quarkus.http.test-ssl-port", "0",
        "quarkus.http.insecure-requests", "enabled",
        "quarkus.http.tls-configuration-name", "server",
        "quarkus.tls.server.key-store.p12.path", keyStore().toString(),
        "quarkus.tls.server.key-store.p12.password", "changeit");
  }

  /** With a self-signed certificate. */
  private static Path keyStore() {
    try {
      Path file = Files.createTempDirectory("tls-test").resolve("keys.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=localhost",
                  "-alias",
                  "gateway",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  "changeit",
                  "-keystore",
                  file.toString())
              .inheritIO()
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
