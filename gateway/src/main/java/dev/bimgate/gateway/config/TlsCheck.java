package dev.bimgate.gateway.config;

import dev.bimgate.gateway.config.TlsFileCheck.Fault;
import io.quarkus.tls.runtime.config.KeyStoreConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.SmallRyeConfig;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Checks the TLS configurations, as docs/tls.md describes them. */
final class TlsCheck {

  /** RFC 8996 deprecates all before. */
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private static final String HTTP = "quarkus.http.tls-configuration-name";
  private static final String MANAGEMENT = "quarkus.management.tls-configuration-name";

  /** To the collector of traces, by Quarkus itself. */
  private static final String TRACES = "quarkus.otel.exporter.otlp.traces.tls-configuration-name";

  /** Of the connections that the gateway opens. */
  private static final Set<String> OUTBOUND = Set.of("bimplus", "issuer", "gateway-peers");

  private static final String REMOVE = "is not supported; remove it";

  private final SettingValues values;
  private final List<Fault> faults = new ArrayList<>();

  private TlsCheck(SettingValues values) {
    this.values = values;
  }

  /** All that is wrong. */
  static List<Fault> faults(SmallRyeConfig config) {
    TlsCheck check = new TlsCheck(new SettingValues(config));
    check.faults.addAll(
        SettingsSources.mappingFaults("quarkus.tls", () -> check.check(TlsFiles.all(config))));
    check.checkEmpty(config);
    return check.faults;
  }

  private void check(Map<String, TlsFiles> configurations) {
    configurations.forEach(this::check);
    Stream.of(HTTP, MANAGEMENT).forEach(setting -> checkServer(setting, configurations));
    TlsFiles unnamed = configurations.get(TlsConfig.DEFAULT_NAME);
    boolean any = values.one(HTTP).isPresent() || (unnamed != null && unnamed.hasKeyStore());
    if (!any
        && values
            .one("quarkus.http.insecure-requests")
            .filter("disabled"::equalsIgnoreCase)
            .isPresent()) {
      add("quarkus.http.insecure-requests", "leaves no port for traffic; set " + HTTP);
    }
  }

  private void checkServer(String setting, Map<String, TlsFiles> configurations) {
    values
        .one(setting)
        .filter(
            name -> !configurations.containsKey(name) || !configurations.get(name).hasKeyStore())
        .ifPresent(
            name ->
                add(
                    setting,
                    "names no TLS configuration with a key store; set"
                        + " quarkus.tls.<name>.key-store.pem.main.cert and .key"));
  }

  private void check(String name, TlsFiles files) {
    faults.addAll(files.faults());
    String prefix = files.prefix();
    TlsBucketConfig configuration = files.configuration();
    if (!PROTOCOLS.containsAll(configuration.protocols())) {
      add(prefix + "protocols", "must be TLSv1.3, or TLSv1.3,TLSv1.2");
    }
    if (configuration.cipherSuites().stream().anyMatch(all -> !suites().containsAll(all))) {
      add(
          prefix + "cipher-suites",
          "has a name that is no cipher suite here; list names such as TLS_AES_256_GCM_SHA384");
    }
    if (configuration.certificateRevocationList().isPresent()
        && configuration.trustStore().isEmpty()) {
      add(prefix + "certificate-revocation-list", "has no effect; set trust-store beside it");
    }
    checkUnsupported(prefix, configuration);
    checkKeyStore(prefix + "key-store.", configuration);
    checkTrustStore(prefix + "trust-store.", configuration);
    checkUse(name, prefix);
  }

  private void checkUnsupported(String prefix, TlsBucketConfig configuration) {
    if (configuration.trustAll()) {
      add(
          prefix + "trust-all",
          "must be false, as tokens are sent there; name the authority in "
              + prefix
              + "trust-store.pem.certs");
    }
    if (configuration.hostnameVerificationAlgorithm().isPresent()) {
      add(
          prefix + "hostname-verification-algorithm",
          "is not supported, as host names are always verified; remove it");
    }
    if (configuration.reloadPeriod().isPresent()) {
      add(
          prefix + "reload-period",
          "is not supported, as gateway.file-reload-period is for all files; remove it");
    }
  }

  /** What Quarkus would end with, or what only looks as if it had an effect. */
  private void checkKeyStore(String store, TlsBucketConfig configuration) {
    configuration
        .keyStore()
        .ifPresent(
            keys -> {
              if (keys.pem().isPresent() && keys.p12().isPresent()) {
                add(store + "p12", "contradicts " + store + "pem; remove one of them");
              }
              addUnless(!keys.sni(), store + "sni");
              addUnless(!hasProvider(keys), store + "credentials-provider");
              addUnless(keys.pem().flatMap(pem -> pem.order()).isEmpty(), store + "pem.order");
              addUnless(keys.p12().flatMap(p12 -> p12.alias()).isEmpty(), store + "p12.alias");
            });
  }

  private static boolean hasProvider(KeyStoreConfig keys) {
    return keys.credentialsProvider().name().isPresent();
  }

  private void checkTrustStore(String store, TlsBucketConfig configuration) {
    configuration
        .trustStore()
        .ifPresent(
            trusted -> {
              if (trusted.pem().isPresent() && trusted.p12().isPresent()) {
                add(store + "p12", "contradicts " + store + "pem; remove one of them");
              }
              addUnless(
                  trusted.credentialsProvider().name().isEmpty(), store + "credentials-provider");
              addUnless(trusted.p12().flatMap(p12 -> p12.alias()).isEmpty(), store + "p12.alias");
            });
  }

  private void checkUse(String name, String prefix) {
    if (OUTBOUND.contains(name)) {
      addUnless(!values.isSet(prefix + "handshake-timeout"), prefix + "handshake-timeout");
    } else if (!name.equals(TlsConfig.DEFAULT_NAME)
        && Stream.of(HTTP, MANAGEMENT, TRACES)
            .flatMap(port -> values.one(port).stream())
            .noneMatch(name::equals)) {
      add(
          prefix.substring(0, prefix.length() - 1),
          "is used by no connection; call it bimplus, issuer or gateway-peers, or name it in "
              + HTTP
              + " or "
              + MANAGEMENT);
    }
  }

  /** Else the JVM's authorities would count, or no client certificate would be necessary. */
  private void checkEmpty(SmallRyeConfig config) {
    Set<String> names = new TreeSet<>();
    config.getPropertyNames().forEach(names::add);
    names.stream()
        .filter(
            name -> name.startsWith("quarkus.tls.") || name.equals(HTTP) || name.equals(MANAGEMENT))
        .filter(name -> "".equals(config.getConfigValue(name).getValue()))
        .forEach(name -> add(name, "is empty; give it a value, or remove it"));
  }

  private static List<String> suites() {
    try {
      return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private void addUnless(boolean sound, String setting) {
    if (!sound) {
      add(setting, REMOVE);
    }
  }

  private void add(String setting, String text) {
    faults.add(new Fault(setting, text));
  }
}
