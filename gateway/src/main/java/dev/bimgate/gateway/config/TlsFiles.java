package dev.bimgate.gateway.config;

import io.quarkus.tls.runtime.config.KeyStoreConfig;
import io.quarkus.tls.runtime.config.PemCertsConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig.KeyCertConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.quarkus.tls.runtime.config.TrustStoreConfig;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The files of one TLS configuration of Quarkus, {@code quarkus.tls.<name>.*}. */
public final class TlsFiles {

  private static final String ONLY = "is not supported; use PEM or PKCS12 files (.pem, .p12)";

  private final String prefix;
  private final TlsBucketConfig configuration;

  private TlsFiles(String name, TlsBucketConfig configuration) {
    this.prefix = "quarkus.tls." + (name.equals(TlsConfig.DEFAULT_NAME) ? "" : name + ".");
    this.configuration = configuration;
  }

  /** A setting with a mistake: its cause and the remedy. */
  record Fault(String setting, String text) {}

  /** The configurations by their names, that without a name included. */
  public static Map<String, TlsFiles> all(TlsConfig settings) {
    Map<String, TlsFiles> all = new LinkedHashMap<>();
    settings
        .defaultCertificateConfig()
        .ifPresent(
            found -> all.put(TlsConfig.DEFAULT_NAME, new TlsFiles(TlsConfig.DEFAULT_NAME, found)));
    new TreeMap<>(settings.namedCertificateConfig())
        .forEach((name, found) -> all.put(name, new TlsFiles(name, found)));
    return all;
  }

  boolean hasKeyStore() {
    return configuration
        .keyStore()
        .filter(keys -> keys.p12().isPresent() || keys.pem().stream().anyMatch(TlsFiles::hasPair))
        .isPresent();
  }

  private static boolean hasPair(PemKeyCertConfig pem) {
    return !pem.keyCerts().isEmpty();
  }

  TlsBucketConfig configuration() {
    return configuration;
  }

  String prefix() {
    return prefix;
  }

  /** What all of its settings begin with. */
  public String setting() {
    return prefix.substring(0, prefix.length() - 1);
  }

  /** All files and directories that are read. */
  public Set<Path> paths() {
    Set<Path> paths = new LinkedHashSet<>();
    configuration.keyStore().ifPresent(keys -> addPaths(keys, paths));
    configuration.trustStore().ifPresent(trusted -> addPaths(trusted, paths));
    configuration.certificateRevocationList().ifPresent(paths::addAll);
    return paths;
  }

  private static void addPaths(KeyStoreConfig keys, Set<Path> paths) {
    keys.pem()
        .ifPresent(
            pem ->
                pem.keyCerts().values().stream()
                    .flatMap(pair -> List.of(pair.cert(), pair.key()).stream())
                    .forEach(paths::add));
    keys.p12().ifPresent(p12 -> paths.add(p12.path()));
  }

  private static void addPaths(TrustStoreConfig trusted, Set<Path> paths) {
    trusted.pem().flatMap(PemCertsConfig::certs).ifPresent(paths::addAll);
    trusted.pem().flatMap(PemCertsConfig::certDirs).ifPresent(paths::addAll);
    trusted.p12().ifPresent(p12 -> paths.add(p12.path()));
  }

  /**
   * Requires that the files can be used.
   *
   * @throws IllegalArgumentException with the setting, the cause and the remedy
   */
  public void requireSound() {
    faults().stream()
        .findFirst()
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault.setting() + ": " + fault.text());
            });
  }

  /** All that is wrong with the files. */
  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    configuration.keyStore().ifPresent(keys -> check(keys, faults));
    configuration.trustStore().ifPresent(trusted -> check(trusted, faults));
    return faults;
  }

  private void check(KeyStoreConfig keys, List<Fault> faults) {
    String store = prefix + "key-store.";
    keys.jks().ifPresent(jks -> faults.add(new Fault(store + "jks", ONLY)));
    keys.pem()
        .ifPresent(
            pem ->
                new TreeMap<>(pem.keyCerts())
                    .forEach((name, pair) -> check(store + "pem." + name, pair, faults)));
    keys.p12()
        .ifPresent(
            p12 ->
                attempt(
                    store + "p12.path",
                    faults,
                    () -> Certificates.requirePkcs12Key(p12.path(), p12.password(), p12.alias())));
  }

  private static void check(String name, KeyCertConfig pair, List<Fault> faults) {
    attempt(
        name + ".cert",
        faults,
        () -> {
          var certificate = Certificates.ofKey(pair.cert());
          attempt(name + ".key", faults, () -> Certificates.requireKey(pair, certificate));
        });
  }

  private void check(TrustStoreConfig trusted, List<Fault> faults) {
    String store = prefix + "trust-store.";
    trusted.jks().ifPresent(jks -> faults.add(new Fault(store + "jks", ONLY)));
    trusted
        .pem()
        .flatMap(PemCertsConfig::certs)
        .ifPresent(
            files ->
                attempt(
                    store + "pem.certs",
                    faults,
                    () -> files.forEach(Certificates::requireAuthorities)));
    trusted
        .p12()
        .ifPresent(
            p12 ->
                attempt(
                    store + "p12.path",
                    faults,
                    () -> Certificates.requirePkcs12Authorities(p12.path(), p12.password())));
  }

  private static void attempt(String setting, List<Fault> faults, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException fault) {
      faults.add(new Fault(setting, "" + fault.getMessage()));
    }
  }

  /** What Vert.x makes of them, for connections outside a running Quarkus. */
  public SSLOptions options() {
    SSLOptions options = new SSLOptions();
    options.setEnabledSecureTransportProtocols(configuration.protocols());
    configuration.cipherSuites().ifPresent(all -> all.forEach(options::addEnabledCipherSuite));
    configuration.keyStore().ifPresent(keys -> apply(keys, options));
    configuration.trustStore().ifPresent(trusted -> apply(trusted, options));
    return options;
  }

  private static void apply(KeyStoreConfig keys, SSLOptions options) {
    keys.pem()
        .filter(TlsFiles::hasPair)
        .ifPresent(pem -> options.setKeyCertOptions(pem.toOptions()));
    keys.p12().ifPresent(p12 -> pfx(p12.path(), p12.password(), options::setKeyCertOptions));
  }

  private static void apply(TrustStoreConfig trusted, SSLOptions options) {
    trusted
        .pem()
        .filter(pem -> !pem.hasNoTrustedCertificates())
        .ifPresent(pem -> options.setTrustOptions(pem.toOptions()));
    trusted.p12().ifPresent(p12 -> pfx(p12.path(), p12.password(), options::setTrustOptions));
  }

  private static void pfx(Path file, Optional<String> password, Consumer<PfxOptions> setter) {
    setter.accept(new PfxOptions().setPath(file.toString()).setPassword(password.orElse(null)));
  }
}
