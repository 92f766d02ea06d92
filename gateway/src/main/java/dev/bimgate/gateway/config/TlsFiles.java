package dev.bimgate.gateway.config;

import dev.bimgate.gateway.config.TlsFileCheck.Fault;
import io.quarkus.tls.runtime.config.KeyStoreConfig;
import io.quarkus.tls.runtime.config.PemCertsConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.quarkus.tls.runtime.config.TrustStoreConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one TLS configuration of Quarkus, {@code quarkus.tls.<name>.*}. */
public final class TlsFiles {

  private final String prefix;
  private final TlsBucketConfig configuration;

  private TlsFiles(String name, TlsBucketConfig configuration) {
    this.prefix = "quarkus.tls." + (name.equals(TlsConfig.DEFAULT_NAME) ? "" : name + ".");
    this.configuration = configuration;
  }

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

  /**
   * The same before Quarkus starts.
   *
   * @throws ConfigValidationException if a value is missing or malformed
   */
  public static Map<String, TlsFiles> all(SmallRyeConfig config) {
    return SettingsSources.has(config, "quarkus.tls")
        ? all(SettingsSources.named(config, TlsConfig.class))
        : Map.of();
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
   * Requires that the files can be used, and that new certificates are valid now.
   *
   * @param present the key store in use, or null: what is in it is not new
   * @throws IllegalArgumentException with the setting, the cause and the remedy
   */
  public void requireSound(@Nullable KeyStore present) {
    TlsFileCheck check = check();
    Stream.concat(
            check.faults().stream(), check.outdated(Pkcs12Files.certificates(present)).stream())
        .findFirst()
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault.line());
            });
  }

  /**
   * A line for each certificate that is used although nobody accepts it, as it has expired or is
   * not valid yet: no reason not to start, since the clock may be wrong and other connections need
   * none.
   */
  public List<String> warnings() {
    return check().outdated(Set.of()).stream().map(Fault::line).toList();
  }

  /** The same for all configurations; none if the settings have mistakes. */
  public static List<String> warnings(SmallRyeConfig config) {
    try {
      return all(config).values().stream().flatMap(files -> files.warnings().stream()).toList();
    } catch (ConfigValidationException mistaken) {
      return List.of();
    }
  }

  /** All that makes the files unusable. */
  List<Fault> faults() {
    return check().faults();
  }

  private TlsFileCheck check() {
    return new TlsFileCheck(prefix, configuration);
  }

  /** Whether the protocols of a configuration are set, rather than left at Quarkus's default. */
  public static boolean setsProtocols(SmallRyeConfig config, String name) {
    return new SettingValues(config).isSet("quarkus.tls." + name + ".protocols");
  }

  /** What Vert.x makes of them, for connections outside a running Quarkus. */
  public SSLOptions options() {
    SSLOptions options = new SSLOptions();
    options.setEnabledSecureTransportProtocols(configuration.protocols());
    configuration.cipherSuites().ifPresent(all -> all.forEach(options::addEnabledCipherSuite));
    configuration.keyStore().ifPresent(keys -> apply(keys, options));
    configuration.trustStore().ifPresent(trusted -> apply(trusted, options));
    configuration
        .certificateRevocationList()
        .ifPresent(files -> files.forEach(file -> options.addCrlPath(file.toString())));
    return options;
  }

  private static void apply(KeyStoreConfig keys, SSLOptions options) {
    keys.pem()
        .filter(TlsFiles::hasPair)
        .ifPresent(pem -> options.setKeyCertOptions(pem.toOptions()));
    keys.p12()
        .ifPresent(
            p12 ->
                options.setKeyCertOptions(
                    pfx(p12.path(), p12.password())
                        .setAliasPassword(p12.aliasPassword().orElse(null))));
  }

  private static void apply(TrustStoreConfig trusted, SSLOptions options) {
    trusted
        .pem()
        .filter(pem -> !pem.hasNoTrustedCertificates())
        .ifPresent(pem -> options.setTrustOptions(pem.toOptions()));
    trusted.p12().ifPresent(p12 -> options.setTrustOptions(pfx(p12.path(), p12.password())));
  }

  private static PfxOptions pfx(Path file, Optional<String> password) {
    return new PfxOptions().setPath(file.toString()).setPassword(password.orElse(null));
  }
}
