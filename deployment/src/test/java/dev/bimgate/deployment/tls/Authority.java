package dev.bimgate.deployment.tls;

import dev.bimgate.deployment.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A private certificate authority, by OpenSSL, in a directory of its own. */
final class Authority {

  static final String PASSWORD = "for-this-test-alone";

  private static final List<String> NEW_KEY =
      List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "3");

  private final Path directory;

  /** Makes its key and its certificate. */
  Authority(Path directory) {
    try {
      this.directory = Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    request("ca", "/CN=" + directory.getFileName(), List.of());
  }

  /** Its certificate, in PEM form. */
  Path certificate() {
    return directory.resolve("ca.crt");
  }

  /**
   * A certificate for 127.0.0.1, with its key.
   *
   * @param cert in PEM form
   * @param key in PEM form
   */
  record Pair(Path cert, Path key) {

    /** Both in one file, as HAProxy takes them. */
    Path joined() throws IOException {
      Path joined = cert.resolveSibling(cert.getFileName() + ".pem");
      return Files.writeString(joined, Files.readString(cert) + Files.readString(key));
    }

    /** Both in a PKCS12 file. */
    Path pkcs12() {
      Path file = cert.resolveSibling(cert.getFileName() + ".p12");
      openssl(
          List.of(
              "pkcs12",
              "-export",
              "-in",
              cert.toString(),
              "-inkey",
              key.toString(),
              "-out",
              file.toString(),
              "-passout",
              "pass:" + PASSWORD));
      return file;
    }
  }

  /** Signs a new certificate with that common name, which is also the name of its files. */
  Pair sign(String name) {
    return sign(name, List.of());
  }

  /** The same, with a certificate that has expired. */
  Pair signExpired(String name) {
    return sign(name, List.of("-not_before", "20200101000000Z", "-not_after", "20200102000000Z"));
  }

  private Pair sign(String name, List<String> more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-CA",
                certificate().toString(),
                "-CAkey",
                directory.resolve("ca.key").toString(),
                "-addext",
                "basicConstraints=critical,CA:false",
                "-addext",
                "subjectAltName=IP:127.0.0.1"));
    options.addAll(more);
    request(name, "/CN=" + name, options);
    return new Pair(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
  }

  /** Its certificate revocation list at present, in PEM form. */
  Path revocationList() {
    Path list = directory.resolve("ca.crl");
    ca("-gencrl", "-out", list.toString());
    return list;
  }

  /** Puts a certificate on the list. */
  void revoke(Pair pair) {
    ca("-revoke", pair.cert().toString());
  }

  private void ca(String... action) {
    try {
      Path database = directory.resolve("index.txt");
      if (!Files.exists(database)) {
        Files.createFile(database);
      }
      Path file =
          Files.writeString(
              directory.resolve("ca.cnf"),
              """
              [ca]
              default_ca = this
              [this]
              database = %s
              default_md = sha256
              default_crl_days = 3
              """
                  .formatted(database));
      List<String> command = new ArrayList<>(List.of("ca", "-config", file.toString()));
      command.addAll(List.of("-keyfile", directory.resolve("ca.key").toString()));
      command.addAll(List.of("-cert", certificate().toString()));
      command.addAll(List.of(action));
      openssl(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void request(String name, String subject, List<String> more) {
    List<String> command = new ArrayList<>(List.of("req", "-x509", "-subj", subject));
    command.addAll(NEW_KEY);
    command.addAll(more);
    command.addAll(List.of("-keyout", directory.resolve(name + ".key").toString()));
    command.addAll(List.of("-out", directory.resolve(name + ".crt").toString()));
    openssl(command);
  }

  private static void openssl(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    Program.Ending ending = Program.run(Path.of("."), command);
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("openssl: " + ending.lines());
    }
  }

  /** Trusts this authority alone, and has no certificate. */
  SSLContext trusting() throws IOException, GeneralSecurityException {
    return trusting(null);
  }

  /** The same with a client certificate. */
  SSLContext trusting(@Nullable Pair own) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate())) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own == null ? null : store(own.pkcs12()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(Path pkcs12) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
