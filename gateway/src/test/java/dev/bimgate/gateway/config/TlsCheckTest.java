package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.SOUND;
import static dev.bimgate.gateway.config.WrittenSettings.configOf;
import static dev.bimgate.gateway.config.WrittenSettings.mistakesIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of certificates, keys, authorities and proxies before the gateway starts. */
@SuppressWarnings("NullAway.Init")
class TlsCheckTest {

  private static final String PASSWORD = "hunter2";
  private static final String SERVER = "quarkus.tls.server.";
  private static final String BIMPLUS = "quarkus.tls.bimplus.";

  @TempDir private static Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    export("good", "+0d");
    export("other", "+0d");
    export("expired", "-9d");
    Files.writeString(directory.resolve("text"), "hunter2\n");
    Files.writeString(
        directory.resolve("half.crt"),
        Files.readString(directory.resolve("good.crt")).substring(0, 200));
    Files.createDirectory(directory.resolve("empty"));
    Files.createDirectories(directory.resolve("nested/authorities"));
    Files.writeString(
        directory.resolve("both.pem"),
        Files.readString(directory.resolve("good.key"))
            + Files.readString(directory.resolve("good.crt")));
  }

  /** A PKCS12 file of that name, and what is in it as PEM files. */
  private static void export(String name, String start) throws Exception {
    Path store = directory.resolve(name + ".p12");
    String options =
        "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -alias key -validity 2"
            + " -storetype PKCS12 -storepass %s -keystore %s -startdate %s";
    Stream<String> keytool =
        Stream.concat(
            Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
            Arrays.stream(options.formatted(PASSWORD, store, start).split(" ")));
    assertThat(new ProcessBuilder(keytool.toList()).inheritIO().start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Files.write(directory.resolve(name + ".der"), keys.getCertificate("key").getEncoded());
    pem(name + ".crt", "CERTIFICATE", keys.getCertificate("key").getEncoded());
    pem(name + ".key", "PRIVATE KEY", keys.getKey("key", PASSWORD.toCharArray()).getEncoded());
  }

  private static void pem(String file, String type, byte[] content) throws IOException {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(content), type));
  }

  @Test
  void soundFilesHaveNoMistake() {
    assertThat(
            check(
                SERVER + "key-store.pem.0.cert=good.crt",
                SERVER + "key-store.pem.0.key=good.key",
                SERVER + "protocols=TLSv1.3,TLSv1.2",
                SERVER + "cipher-suites=TLS_AES_256_GCM_SHA384",
                "quarkus.http.tls-configuration-name=server",
                "quarkus.tls.operators.key-store.p12.path=good.p12",
                "quarkus.tls.operators.key-store.p12.password=hunter2",
                "quarkus.tls.operators.trust-store.pem.certs=good.crt,both.pem",
                BIMPLUS + "key-store.pem.0.cert=both.pem",
                BIMPLUS + "key-store.pem.0.key=both.pem",
                "quarkus.tls.collector.trust-store.pem.certs=other.crt",
                "quarkus.otel.exporter.otlp.traces.tls-configuration-name=collector",
                "quarkus.http.insecure-requests=disabled",
                "quarkus.management.tls-configuration-name=operators",
                "quarkus.proxy.bimplus.host=proxy.example.com",
                "quarkus.proxy.bimplus.port=3128",
                "quarkus.proxy.bimplus.username=gateway",
                "quarkus.proxy.bimplus.password=hunter2"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent.crt  | good.key   | cert: names no file that the gateway may read; create it or change its owner
          text        | good.key   | cert: names a file without a certificate in PEM form; put it there, and below it those of its issuers
          half.crt    | good.key   | cert: names a file without a certificate in PEM form
          good.der    | good.key   | cert: names a file without a certificate in PEM form
          empty       | good.key   | cert: names no file that the gateway may read
          good.crt    | absent.key | key: names no file that the gateway may read; create it or change its owner
          good.crt    | text       | key: names a file without a private key in PEM form that can be read; put that of the certificate there, with its password if it is encrypted
          good.crt    | good.crt   | key: names a file without a private key in PEM form that can be read
          good.crt    | other.key  | key: names a key that is not that of the certificate; put both in place together
          """)
  void aPairThatCannotBeUsedIsAMistake(String certificate, String key, String text) {
    assertThat(
            check(
                BIMPLUS + "key-store.pem.0.cert=" + certificate,
                BIMPLUS + "key-store.pem.0.key=" + key))
        .singleElement()
        .asString()
        .startsWith(BIMPLUS + "key-store.pem.0." + text);
  }

  @Test
  void anExpiredCertificateIsAWarningAtTheStartAndNotUsedWhenItIsNew() throws Exception {
    Map<String, String> settings = new HashMap<>(SOUND);
    settings.put(BIMPLUS + "key-store.pem.0.cert", inDirectory("expired.crt"));
    settings.put(BIMPLUS + "key-store.pem.0.key", inDirectory("expired.key"));
    SmallRyeConfig config = configOf(settings);
    String line = BIMPLUS + "key-store.pem.0.cert: names a certificate that expired on ";
    File inUse = directory.resolve("expired.p12").toFile();
    TlsFiles files =
        Objects.requireNonNull(
            TlsFiles.all(SettingsSources.named(config, TlsConfig.class)).get("bimplus"));

    assertThat(SettingsCheck.mistakes(config)).isEmpty();
    assertThat(TlsFiles.warnings(config)).singleElement().asString().startsWith(line);
    assertThatThrownBy(() -> files.requireSound(null)).hasMessageStartingWith(line);
    files.requireSound(KeyStore.getInstance(inUse, PASSWORD.toCharArray()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key-store.pem.0.cert=good.crt | key-store.pem.0.key: is missing; set it beside the others of its configuration
          key-store.p12.path=good.p12   | key-store.p12.path: names no PKCS12 file that its password opens; check both
          key-store.p12.path=text       | key-store.p12.path: names no PKCS12 file that its password opens; check both
          trust-store.pem.certs=text    | trust-store.pem.certs: names a file without a certificate in PEM form; put those of the trusted authorities there
          trust-store.pem.certs=good.der | trust-store.pem.certs: names a file without a certificate in PEM form; put those of the trusted authorities there
          trust-store.pem.certs=''      | trust-store.pem.certs: is empty; give it a value, or remove it
          trust-store.pem.cert-dirs=absent | trust-store.pem.cert-dirs: names no directory that the gateway may read; create it or change its owner
          trust-store.pem.cert-dirs=empty | trust-store.pem.cert-dirs: names an empty directory; put the certificates of the trusted authorities there
          trust-store.pem.cert-dirs=nested | trust-store.pem.cert-dirs: names no file that the gateway may read; create it or change its owner
          key-store.sni=true            | key-store.sni: is not supported; remove it
          handshake-timeout=5s          | handshake-timeout: is not supported; remove it
          trust-store.pem.certs=absent  | trust-store.pem.certs: names no file that the gateway may read; create it or change its owner
          trust-store.jks.path=good.p12 | trust-store.jks: is not supported; use PEM or PKCS12 files (.pem, .p12)
          protocols=TLSv1.3,TLSv1.1     | protocols: must be TLSv1.3, or TLSv1.3,TLSv1.2
          cipher-suites=hunter2         | cipher-suites: has a name that is no cipher suite here; list names such as TLS_AES_256_GCM_SHA384
          handshake-timeout=hunter2     | handshake-timeout: has a value that cannot be read; correct or remove it
          reload-period=30s             | reload-period: is not supported, as gateway.file-reload-period is for all files; remove it
          hostname-verification-algorithm=NONE | hostname-verification-algorithm: is not supported, as host names are always verified; remove it
          trust-all=true                | trust-all: must be false, as tokens are sent there; name the authority in quarkus.tls.bimplus.trust-store.pem.certs
          """)
  void aConfigurationThatCannotBeUsedIsAMistake(String setting, String line) {
    assertThat(check(BIMPLUS + setting)).containsExactly(BIMPLUS + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key-store.p12.alias=key              | key-store.p12.alias: is not supported; remove it
          key-store.p12.alias-password=other   | key-store.p12.path: names a PKCS12 file with a key that its password does not open; set key-store.p12.alias-password
          key-store.pem.0.cert=good.crt,key-store.pem.0.key=good.key | key-store.p12: contradicts quarkus.tls.bimplus.key-store.pem; remove one of them
          certificate-revocation-list=good.crt | certificate-revocation-list: names a file without a certificate revocation list; put that of the authority there
          certificate-revocation-list=good.crt | certificate-revocation-list: has no effect; set trust-store beside it
          """)
  void besideAPkcs12FileThatCannotBeUsedIsAMistake(String settings, String line) {
    Stream<String> all =
        Stream.concat(
            Stream.of("key-store.p12.path=good.p12", "key-store.p12.password=hunter2"),
            Stream.of(settings.split(",")));

    assertThat(check(all.map(BIMPLUS::concat).toArray(String[]::new))).contains(BIMPLUS + line);
  }

  @Test
  void theSettingsOfProxiesAreCheckedBesideThoseThatCannotBeRead() {
    assertThat(check(BIMPLUS + "handshake-timeout=hunter2", "quarkus.proxy.bimplus.host=proxy"))
        .containsExactly(
            BIMPLUS + "handshake-timeout: has a value that cannot be read; correct or remove it",
            "quarkus.proxy.bimplus.port: is missing; set host and port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quarkus.http.tls-configuration-name=server     | quarkus.http.tls-configuration-name: names no TLS configuration with a key store; set quarkus.tls.<name>.key-store.pem.main.cert and .key
          quarkus.management.tls-configuration-name=x    | quarkus.management.tls-configuration-name: names no TLS configuration with a key store; set quarkus.tls.<name>.key-store.pem.main.cert and .key
          quarkus.management.tls-configuration-name=''   | quarkus.management.tls-configuration-name: is empty; give it a value, or remove it
          quarkus.tls.bimplu.trust-store.pem.certs=good.crt | quarkus.tls.bimplu: is used by no connection; call it bimplus, issuer or gateway-peers, or name it in quarkus.http.tls-configuration-name or quarkus.management.tls-configuration-name
          quarkus.proxy.bimplu.host=proxy                | quarkus.proxy.bimplu: is used by no connection; call it bimplus or issuer
          quarkus.proxy.bimplus.proxy-connect-timeout=1s | quarkus.proxy.bimplus.proxy-connect-timeout: is not supported, as bimplus.connect-timeout counts; remove it
          quarkus.http.insecure-requests=redirect        | quarkus.http.insecure-requests: must be enabled or disabled
          quarkus.http.insecure-requests=disabled        | quarkus.http.insecure-requests: leaves no port for traffic; set quarkus.http.tls-configuration-name
          quarkus.http.ssl.client-auth=required          | quarkus.http.ssl.client-auth: is not supported, as client certificates are for the management port; remove it
          quarkus.management.ssl.client-auth=required    | quarkus.management.ssl.client-auth: has no effect; remove it, and set a trust store, which makes client certificates necessary
          quarkus.http.ssl.certificate.files=good.crt    | quarkus.http.ssl.certificate.files: is not supported; use quarkus.tls.<name>.key-store, and name it in quarkus.http.tls-configuration-name
          quarkus.http.proxy.proxy-address-forwarding=true | quarkus.http.proxy.proxy-address-forwarding: must be false, as gateway.trusted-proxies names whose headers count; remove it
          quarkus.http.proxy.use-proxy-protocol=true     | quarkus.http.proxy.use-proxy-protocol: must be false, as the PROXY protocol is not supported; use X-Forwarded-For; remove it
          quarkus.proxy.bimplus.host=proxy               | quarkus.proxy.bimplus.port: is missing; set host and port
          quarkus.proxy.issuer.port=3128           | quarkus.proxy.issuer.host: is missing; set host and port
          quarkus.proxy.bimplus.host=http://proxy:3128   | quarkus.proxy.bimplus.host: must be the name or address of a host, without scheme and port
          quarkus.proxy.bimplus.port=hunter2             | quarkus.proxy.bimplus.port: must be a whole number from 1 to 65535
          quarkus.proxy.host=proxy                       | quarkus.proxy.host: is not used; set quarkus.proxy.bimplus.host in its place
          """)
  void aSettingThatCannotBeUsedIsAMistake(String setting, String line) {
    assertThat(check(setting)).contains(line);
  }

  @Test
  void aProxyNeedsBothUserAndPasswordOrNeither() {
    assertThat(
            check(
                "quarkus.proxy.bimplus.host=proxy",
                "quarkus.proxy.bimplus.port=3128",
                "quarkus.proxy.bimplus.username=gateway"))
        .containsExactly("quarkus.proxy.bimplus.password: is missing; set both, or neither");
  }

  @Test
  void noRequestInClearGoesThroughAProxy() {
    assertThat(
            check(
                "bimplus.url=http://127.0.0.1:8080/v2",
                "quarkus.proxy.bimplus.host=proxy",
                "quarkus.proxy.bimplus.port=3128"))
        .containsExactly(
            "quarkus.proxy.bimplus.host: contradicts the http: URL of bimplus.url; remove one of"
                + " them");
  }

  /** Of a map's keys, which are the operator's choice, the environment has capitals alone. */
  @Test
  void theEnvironmentNamesConfigurationsToo() {
    var environment =
        new EnvConfigSource(
            Map.of(
                "QUARKUS_TLS_BIMPLUS_TRUST_STORE_PEM_CERTS",
                inDirectory("absent"),
                "QUARKUS_PROXY_ISSUER_HOST",
                "proxy"),
            300);

    assertThat(SettingsCheck.mistakes(configOf(SOUND, environment)))
        .containsExactly(
            "quarkus.tls.bimplus.trust-store.pem.certs: names no file that the gateway may read;"
                + " create it or change its owner (set in the environment)",
            "quarkus.proxy.issuer.port: is missing; set host and port");
  }

  /** Those of the settings {@code name=value}, where names of files are in the directory. */
  private static List<String> check(String... settings) {
    Map<String, String> all = new HashMap<>(SOUND);
    for (String setting : settings) {
      String[] parts = setting.replace("''", "").split("=", 2);
      boolean isFile = parts[0].matches(".*\\.(cert|key|path|certs|cert-dirs|[a-z-]+-list)");
      all.put(parts[0], isFile && !parts[1].isEmpty() ? inDirectory(parts[1]) : parts[1]);
    }
    List<String> mistakes = mistakesIn(all);
    assertThat(mistakes).noneMatch(line -> line.contains(PASSWORD));
    return mistakes;
  }

  private static String inDirectory(String files) {
    return String.join(
        ",", Arrays.stream(files.split(",")).map(file -> "" + directory.resolve(file)).toList());
  }
}
