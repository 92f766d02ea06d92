package dev.bimgate.gateway.config;

import io.quarkus.tls.runtime.config.KeyStoreConfig;
import io.quarkus.tls.runtime.config.P12KeyStoreConfig;
import io.quarkus.tls.runtime.config.PemCertsConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig.KeyCertConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TrustStoreConfig;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong with the files of one TLS configuration, as they are now. */
final class TlsFileCheck {

  private static final String ONLY = "is not supported; use PEM or PKCS12 files (.pem, .p12)";

  private final String prefix;
  private final List<Fault> faults = new ArrayList<>();

  /** Those that are presented, by the settings that name their files. */
  private final Map<String, X509Certificate> presented = new LinkedHashMap<>();

  TlsFileCheck(String prefix, TlsBucketConfig configuration) {
    this.prefix = prefix;
    configuration.keyStore().ifPresent(this::check);
    configuration.trustStore().ifPresent(this::check);
    configuration
        .certificateRevocationList()
        .ifPresent(
            files ->
                attempt(
                    prefix + "certificate-revocation-list",
                    () -> files.forEach(Certificates::requireRevocationList)));
  }

  /** A setting with a mistake: its cause and the remedy. */
  record Fault(String setting, String text) {

    String line() {
      return setting + ": " + text;
    }
  }

  /** What makes the files unusable. */
  List<Fault> faults() {
    return faults;
  }

  /**
   * Certificates that can be used, and that nobody accepts: not valid yet, or no longer.
   *
   * @param known those that do not count
   */
  List<Fault> outdated(Set<X509Certificate> known) {
    List<Fault> outdated = new ArrayList<>();
    presented.forEach(
        (setting, certificate) ->
            Certificates.outdated(certificate)
                .filter(text -> !known.contains(certificate))
                .ifPresent(text -> outdated.add(new Fault(setting, text))));
    return outdated;
  }

  private void check(KeyStoreConfig keys) {
    String store = prefix + "key-store.";
    keys.jks().ifPresent(jks -> faults.add(new Fault(store + "jks", ONLY)));
    keys.pem()
        .ifPresent(
            pem ->
                new TreeMap<>(pem.keyCerts())
                    .forEach((name, pair) -> check(store + "pem." + name, pair)));
    keys.p12().ifPresent(p12 -> check(store + "p12.path", p12));
  }

  private void check(String name, KeyCertConfig pair) {
    attempt(
        name + ".cert",
        () -> {
          X509Certificate certificate = Certificates.ofKey(pair.cert());
          presented.put(name + ".cert", certificate);
          attempt(name + ".key", () -> Certificates.requireKey(pair, certificate));
        });
  }

  private void check(String setting, P12KeyStoreConfig p12) {
    attempt(
        setting,
        () ->
            presented.put(
                setting, Pkcs12Files.ofKey(p12.path(), p12.password(), p12.aliasPassword())));
  }

  private void check(TrustStoreConfig trusted) {
    String store = prefix + "trust-store.";
    trusted.jks().ifPresent(jks -> faults.add(new Fault(store + "jks", ONLY)));
    trusted.pem().ifPresent(pem -> check(store + "pem.", pem));
    trusted
        .p12()
        .ifPresent(
            p12 ->
                attempt(
                    store + "p12.path",
                    () -> Pkcs12Files.requireAuthorities(p12.path(), p12.password())));
  }

  private void check(String store, PemCertsConfig pem) {
    pem.certs()
        .ifPresent(
            files ->
                attempt(store + "certs", () -> files.forEach(Certificates::requireAuthorities)));
    pem.certDirs()
        .ifPresent(
            directories ->
                attempt(
                    store + "cert-dirs",
                    () -> directories.forEach(Certificates::requireDirectoryOfAuthorities)));
  }

  private void attempt(String setting, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException fault) {
      faults.add(new Fault(setting, "" + fault.getMessage()));
    }
  }
}
