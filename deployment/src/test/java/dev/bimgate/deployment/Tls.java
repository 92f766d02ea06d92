package dev.bimgate.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A gateway that speaks TLS alone, with a certificate of its own: how the JDK's client, which knows
 * no HTTP/2 without TLS but by {@code Upgrade}, comes to HTTP/2.
 *
 * @param settings for the gateway
 * @param trusting trusts that certificate
 */
record Tls(Map<String, String> settings, SSLContext trusting) {

  private static final String PASSWORD = "for this test alone";

  static Tls make(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("gateway.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            "gateway",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1");
    try (Program making = Program.start(directory, command)) {
      making.awaitEnd();
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
    return new Tls(
        Map.of(
            "quarkus.http.insecure-requests",
            "disabled",
            "quarkus.http.ssl-port",
            "0",
            "quarkus.http.tls-configuration-name",
            "server",
            "quarkus.tls.server.key-store.p12.path",
            file.toString(),
            "quarkus.tls.server.key-store.p12.password",
            PASSWORD),
        trusting);
  }
}
