package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TLS on both ports: PEM files and defaults for traffic; PKCS12, TLS 1.2 and client certificates
 * for management, whose files are replaced.
 */
@Tag("real-parts")
@Tag("concurrent")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ServerTlsIT {

  private static final String ADMIN_TOKEN = "the-operator-of-this-test-alone";
  private static final String OPERATOR = "Bearer " + ADMIN_TOKEN;

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String list = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private Path directory;
  private Authority authority;

  /** The files that the gateway trusts operators by. */
  private Path trusted;

  private Path revoked;
  private Path keyStore;
  private RunningGateway gateway;
  private TlsClient anybody;

  @BeforeAll
  void start(@TempDir Path given) throws Exception {
    directory = given;
    authority = new Authority(given.resolve("authority"));
    Authority.Pair pair = authority.sign("gateway");
    trusted = Files.copy(authority.certificate(), given.resolve("operators-ca.crt"));
    revoked = Files.copy(authority.revocationList(), given.resolve("operators.crl"));
    keyStore = Files.copy(pair.pkcs12(), given.resolve("management.p12"));
    gateway = RunningGateway.packagedWithoutKeys(sandbox, given, settings(pair));
    anybody = new TlsClient(authority.trusting(), Version.HTTP_1_1);
    Waiting.until(
        () ->
            anybody.get(management("/q/health/ready"), "").body().contains("\"degraded\": false"));
  }

  private Map<String, String> settings(Authority.Pair pair) {
    return Map.ofEntries(
        Map.entry("gateway.admin.token", ADMIN_TOKEN),
        Map.entry("quarkus.http.insecure-requests", "disabled"),
        Map.entry("quarkus.http.ssl-port", "0"),
        Map.entry("quarkus.http.tls-configuration-name", "server"),
        Map.entry("quarkus.tls.server.key-store.pem.0.cert", pair.cert().toString()),
        Map.entry("quarkus.tls.server.key-store.pem.0.key", pair.key().toString()),
        Map.entry("quarkus.management.tls-configuration-name", "operators"),
        Map.entry("gateway.file-reload-period", "200ms"),
        Map.entry("quarkus.tls.operators.key-store.p12.path", keyStore.toString()),
        Map.entry("quarkus.tls.operators.key-store.p12.password", Authority.PASSWORD),
        Map.entry("quarkus.tls.operators.trust-store.pem.certs", trusted.toString()),
        Map.entry("quarkus.tls.operators.certificate-revocation-list", revoked.toString()),
        Map.entry("quarkus.tls.operators.protocols", "TLSv1.3,TLSv1.2"),
        Map.entry(
            "quarkus.tls.operators.cipher-suites",
            "TLS_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
  }

  @AfterAll
  void stop() {
    gateway.close();
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void listsAreServedOverBothVersionsOfHttp(Version version) throws Exception {
    TlsClient client = new TlsClient(authority.trusting(), version);

    client.get(gateway.url(list), bearer);
    HttpResponse<String> second = client.get(gateway.url(list), bearer);

    assertThat(second.version()).isEqualTo(version);
    assertThat(second.headers().firstValue("Cache-Status"))
        .hasValueSatisfying(value -> assertThat(value).contains("; hit"));
  }

  @Test
  void byDefaultTls13IsTheOnlyVersion() {
    assertThat(handshake(gateway.traffic(), "-tls1_3")).contains("Protocol version: TLSv1.3");
    assertThat(handshake(gateway.traffic(), "-tls1_2")).contains("alert protocol version");
  }

  @Test
  void versionsAndCipherSuitesAreThoseOfTheSettings() {
    String both = "-tls1_2 -cipher ";

    assertThat(handshake(gateway.management(), both + "ECDHE-ECDSA-AES256-GCM-SHA384"))
        .contains("Protocol version: TLSv1.2");
    assertThat(handshake(gateway.management(), both + "ECDHE-ECDSA-AES128-GCM-SHA256"))
        .contains("handshake failure");
    assertThat(handshake(gateway.management(), "-tls1_1 -cipher DEFAULT@SECLEVEL=0"))
        .contains("alert protocol version");
  }

  private String handshake(URI port, String options) {
    String client =
        "openssl s_client -brief -connect 127.0.0.1:%d -CAfile %s %s </dev/null"
            .formatted(port.getPort(), authority.certificate(), options);
    return String.join("\n", Program.run(directory, List.of("sh", "-c", client)).lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready"})
  void healthNeedsNoClientCertificate(String path) {
    assertThat(anybody.get(management(path), "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/metrics",
        "/q/gateway/budget?user=x",
        "/q/health/../metrics",
        "/q/health/%2e%2E/metrics",
        "/q/health/%2e%2e/gateway/budget",
        "/q/health/ready/x"
      })
  void everythingElseOnTheManagementPortNeedsOne(String path) throws Exception {
    for (Version version : Version.values()) {
      HttpResponse<String> response =
          new TlsClient(authority.trusting(), version).get(management(path), OPERATOR);

      assertThat(response.version()).isEqualTo(version);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("urn:bimgate:problem:client-certificate-required");
    }
  }

  @Test
  void withOneMetricsAreServedAndTheAdminApiStillNeedsItsToken() throws Exception {
    TlsClient operator =
        new TlsClient(authority.trusting(authority.sign("operator")), Version.HTTP_1_1);

    assertThat(operator.get(management("/q/metrics"), "").body()).contains("gateway_build_info");
    assertThat(operator.get(management("/q/gateway/budget"), "").statusCode()).isEqualTo(401);
    assertThat(operator.get(management("/q/gateway/budget"), OPERATOR).statusCode()).isEqualTo(400);
  }

  /**
   * By curl: the JDK's client sends no certificate of an authority that the server does not name.
   */
  @Test
  void aCertificateOfAnotherAuthorityEndsTheHandshake() {
    Authority.Pair stranger = new Authority(directory.resolve("other")).sign("stranger");

    Program.Ending ending = curl(stranger, "/q/health/live");

    assertThat(ending.exitCode()).isNotZero();
    assertThat(String.join(" ", ending.lines())).contains("alert");
  }

  @Test
  void anExpiredOrRevokedCertificateEndsTheHandshake() throws IOException {
    Authority.Pair former = authority.sign("former");
    assertThat(curl(former, "/q/health/live").exitCode()).isZero();

    authority.revoke(former);
    replace(revoked, authority.revocationList());

    Waiting.until(() -> curl(former, "/q/health/live").exitCode() != 0);
    assertThat(curl(authority.sign("present"), "/q/health/live").exitCode()).isZero();
    assertThat(curl(authority.signExpired("expired"), "/q/health/live").exitCode()).isNotZero();
    assertThat(gateway.program().lines()).noneMatch(line -> line.contains("\tat "));
  }

  @Test
  void authoritiesAndKeyStoreOfTheManagementPortAreReplaced() throws IOException {
    Authority next = new Authority(directory.resolve("next"));
    Authority.Pair operator = next.sign("next-operator");
    assertThat(curl(operator, "/q/health/live").exitCode()).isNotZero();

    Path both =
        Files.writeString(
            directory.resolve("both.crt"),
            Files.readString(authority.certificate()) + Files.readString(next.certificate()));
    replace(trusted, both);
    replace(keyStore, authority.sign("renewed").pkcs12());

    Waiting.until(() -> curl(operator, "/q/metrics").exitCode() == 0);
    Waiting.until(() -> handshake(gateway.management(), "").contains("CN=renewed"));
  }

  private static void replace(Path file, Path content) throws IOException {
    Path next = Files.copy(content, file.resolveSibling(file.getFileName() + ".next"));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Program.Ending curl(Authority.Pair own, String path) {
    return Program.run(
        directory,
        List.of(
            "curl",
            "--silent",
            "--show-error",
            "--fail",
            "--cacert",
            authority.certificate().toString(),
            "--cert",
            own.cert().toString(),
            "--key",
            own.key().toString(),
            management(path).toString()));
  }

  private URI management(String path) {
    return URI.create(gateway.management() + path);
  }
}
