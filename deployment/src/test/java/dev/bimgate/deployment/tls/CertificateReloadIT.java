package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the traffic port is replaced while the gateway serves. */
@Tag("real-parts")
@Tag("concurrent")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CertificateReloadIT {

  private static final int REQUESTS_BEFORE = 500;
  private static final int REPLACEMENTS = 10;
  private static final int CONNECTIONS_EACH = 10;

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String list = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private Path directory;
  private Authority authority;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path given) throws IOException {
    directory = given;
    authority = new Authority(given.resolve("authority"));
    install("first", authority.sign("first"));
    gateway =
        RunningGateway.packaged(
            sandbox,
            given,
            Map.of(
                "gateway.file-reload-period", "200ms",
                "quarkus.http.insecure-requests", "disabled",
                "quarkus.http.ssl-port", "0",
                "quarkus.http.tls-configuration-name", "server",
                "quarkus.tls.server.key-store.pem.0.cert", given + "/tls.crt",
                "quarkus.tls.server.key-store.pem.0.key", given + "/tls.key"));
    gateway.awaitKeys();
  }

  @AfterAll
  void stop() {
    gateway.close();
    sandbox.close();
  }

  @Test
  void noRequestFailsWhileCertificatesAreReplaced() {
    try (TlsLoad load = new TlsLoad(gateway.url(list), authority.certificate(), bearer)) {
      for (HttpVersion version : new HttpVersion[] {HttpVersion.HTTP_1_1, HttpVersion.HTTP_2}) {
        load.start(2, version, true);
        load.start(2, version, false);
      }
      Waiting.until(() -> load.requests() >= REQUESTS_BEFORE);
      for (int i = 1; i <= REPLACEMENTS; i++) {
        String name = "renewed-" + i;
        install(name, authority.sign(name));
        Waiting.until(() -> load.connectionsOn(name) >= CONNECTIONS_EACH);
      }
      TlsLoad.Result result = load.end();

      System.out.println("certificates replaced under load: " + result);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connections()).hasSizeGreaterThan(REPLACEMENTS);
    }
  }

  @Test
  void requestsAreParsedAsStrictlyAsBefore() throws Exception {
    replace("strict");

    try (SSLSocket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              "GET /v2/teams HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(response)
          .startsWith("HTTP/1.1 400")
          .contains("urn:bimgate:problem:malformed-request");
    }
  }

  @Test
  void http2IsStillNegotiated() throws Exception {
    replace("negotiated");

    TlsClient client = new TlsClient(authority.trusting(), Version.HTTP_2);

    assertThat(client.get(gateway.url(list), bearer).version()).isEqualTo(Version.HTTP_2);
  }

  @Test
  void aKeyOfAnotherCertificateIsNotUsed() throws Exception {
    replace("good");

    install("mixed", new Authority.Pair(authority.sign("one").cert(), authority.sign("two").key()));
    gateway
        .program()
        .awaitLine(
            Pattern.compile(
                "WARN .* changed files not used: quarkus\\.tls\\.server\\.key-store\\.pem\\.0\\.key:"
                    + " names a key that is not that of the certificate"));

    assertThat(presented()).isEqualTo("CN=good");
  }

  /** Replaces the certificate, and returns once it is presented. */
  private void replace(String name) {
    install(name, authority.sign(name));
    Waiting.until(() -> presented().equals("CN=" + name));
  }

  /**
   * Puts both files in place at once as the kubelet does with a mounted secret: the files are links
   * through {@code ..data}, itself a link that is renamed to; the former content is removed.
   */
  private void install(String version, Authority.Pair pair) {
    try {
      Path folder = Files.createDirectory(directory.resolve("..version-" + version));
      Files.copy(pair.cert(), folder.resolve("tls.crt"));
      Files.copy(pair.key(), folder.resolve("tls.key"));
      Path data = directory.resolve("..data");
      Path former = Files.exists(data) ? data.toRealPath() : null;
      Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), folder.getFileName());
      Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
      for (String file : List.of("tls.crt", "tls.key")) {
        if (former == null) {
          Files.createSymbolicLink(directory.resolve(file), Path.of("..data", file));
        } else {
          Files.delete(former.resolve(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String presented() {
    try (SSLSocket socket = connect()) {
      socket.startHandshake();
      return socket.getSession().getPeerPrincipal().getName();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLSocket connect() throws IOException, GeneralSecurityException {
    return (SSLSocket)
        authority
            .trusting()
            .getSocketFactory()
            .createSocket("127.0.0.1", gateway.traffic().getPort());
  }
}
