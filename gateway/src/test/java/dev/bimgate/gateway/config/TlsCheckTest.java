package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.SOUND;
import static dev.bimgate.gateway.config.WrittenSettings.configOf;
import static dev.bimgate.gateway.config.WrittenSettings.mistakesIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  @TempDir private static Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    export("good", "+0d");
    export("other", "+0d");
    export("expired", "-9d");
    Files.writeString(directory.resolve("text"), "hunter2\n");
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
                "quarkus.tls.operators.trust-store.pem.certs=good.crt,other.crt",
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
          expired.crt | good.key   | cert: names a certificate that expired on
          good.crt    | absent.key | key: names no file that the gateway may read; create it or change its owner
          good.crt    | text       | key: names a file without a private key in PEM form that can be read; put that of the certificate there, with its password if it is encrypted
          good.crt    | good.crt   | key: names a file without a private key in PEM form that can be read
          good.crt    | other.key  | key: names a key that is not that of the certificate; put both in place together
          """)
  void aPairThatCannotBeUsedIsAMistake(String certificate, String key, String text) {
    assertThat(
            check(
                SERVER + "key-store.pem.0.cert=" + certificate,
                SERVER + "key-store.pem.0.key=" + key))
        .singleElement()
        .asString()
        .startsWith(SERVER + "key-store.pem.0." + text);
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
          trust-store.pem.certs=absent  | trust-store.pem.certs: names no file that the gateway may read; create it or change its owner
          trust-store.jks.path=good.p12 | trust-store.jks: is not supported; use PEM or PKCS12 files (.pem, .p12)
          protocols=TLSv1.3,TLSv1.1     | protocols: must be TLSv1.3, or TLSv1.3,TLSv1.2
          cipher-suites=hunter2         | cipher-suites: has a name that is no cipher suite here; list names such as TLS_AES_256_GCM_SHA384
          handshake-timeout=hunter2     | handshake-timeout: has a value that cannot be read; correct or remove it
          reload-period=30s             | reload-period: is not supported, as gateway.file-reload-period is for all files; remove it
          hostname-verification-algorithm=NONE | hostname-verification-algorithm: is not supported, as host names are always verified; remove it
          trust-all=true                | trust-all: must be false, as tokens are sent there; name the authority in quarkus.tls.server.trust-store.pem.certs
          """)
  void aConfigurationThatCannotBeUsedIsAMistake(String setting, String line) {
    assertThat(check(SERVER + setting)).containsExactly(SERVER + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quarkus.http.tls-configuration-name=server     | quarkus.http.tls-configuration-name: names no TLS configuration with a key store; set quarkus.tls.<name>.key-store.pem.main.cert and .key
          quarkus.management.tls-configuration-name=x    | quarkus.management.tls-configuration-name: names no TLS configuration with a key store; set quarkus.tls.<name>.key-store.pem.main.cert and .key
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
      String[] parts = setting.split("=", 2);
      boolean isFile = parts[0].matches(".*\\.(cert|key|path|certs)");
      all.put(parts[0], isFile ? inDirectory(parts[1]) : parts[1]);
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
