package dev.bimgate.gateway.config;

import dev.bimgate.gateway.config.TlsFiles.Fault;
import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.quarkus.proxy.runtime.config.ProxyConfig.NamedProxyConfig;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Checks the TLS configurations and proxies, as docs/tls.md describes them. */
final class TlsCheck {

  /** RFC 8996 deprecates all before. */
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private static final Pattern NAME = Pattern.compile("quarkus\\.(?:tls|proxy)\\.[A-Za-z0-9.\"-]+");

  private final SettingValues values;
  private final List<Fault> faults = new ArrayList<>();

  private TlsCheck(SettingValues values) {
    this.values = values;
  }

  /** All that is wrong. */
  static List<Fault> faults(SmallRyeConfig config) {
    TlsCheck check = new TlsCheck(new SettingValues(config));
    try {
      check.checkTls(TlsFiles.all(SettingsSources.named(config, TlsConfig.class)));
      Map<String, NamedProxyConfig> proxies =
          SettingsSources.named(config, ProxyConfig.class).namedProxyConfigs();
      check.checkProxy("bimplus", "bimplus.url", proxies);
      check.checkProxy("issuer", "bimplus.oidc.discovery-url", proxies);
    } catch (ConfigValidationException unmapped) {
      check.addProblems(unmapped);
    }
    return check.faults;
  }

  /** Of the mapping: their messages quote values. */
  private void addProblems(ConfigValidationException problems) {
    for (int i = 0; i < problems.getProblemCount(); i++) {
      String message = "" + problems.getProblem(i).getMessage();
      Matcher name = NAME.matcher(message);
      add(
          name.find() ? name.group() : "quarkus.tls",
          message.contains("is required")
              ? "is missing; set it beside the others of its configuration"
              : "has a value that cannot be read; correct or remove it");
    }
  }

  private void checkTls(Map<String, TlsFiles> configurations) {
    configurations.values().forEach(this::checkTls);
    Stream.of("quarkus.http.tls-configuration-name", "quarkus.management.tls-configuration-name")
        .forEach(setting -> checkServer(setting, configurations));
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

  private void checkTls(TlsFiles files) {
    faults.addAll(files.faults());
    TlsBucketConfig configuration = files.configuration();
    if (!PROTOCOLS.containsAll(configuration.protocols())) {
      add(files.prefix() + "protocols", "must be TLSv1.3, or TLSv1.3,TLSv1.2");
    }
    if (configuration.cipherSuites().stream().anyMatch(all -> !suites().containsAll(all))) {
      add(
          files.prefix() + "cipher-suites",
          "has a name that is no cipher suite here; list names such as TLS_AES_256_GCM_SHA384");
    }
    checkUnsupported(files.prefix(), configuration);
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

  private static List<String> suites() {
    try {
      return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private void checkProxy(String name, String url, Map<String, NamedProxyConfig> proxies) {
    NamedProxyConfig proxy = proxies.get(name);
    if (proxy == null) {
      return;
    }
    String prefix = "quarkus.proxy." + name + ".";
    boolean hasHost = proxy.host().isPresent();
    if (hasHost != proxy.port().isPresent()) {
      add(prefix + (hasHost ? "port" : "host"), "is missing; set host and port");
    }
    boolean hasUser = proxy.username().isPresent();
    if (hasUser != proxy.password().isPresent()) {
      add(prefix + (hasUser ? "password" : "username"), "is missing; set both, or neither");
    }
    if (hasUser && !hasHost) {
      add(prefix + "username", "has no proxy; set " + prefix + "host and .port, or remove it");
    }
    if (hasHost
        && values.one(url).filter(text -> text.regionMatches(true, 0, "http:", 0, 5)).isPresent()) {
      add(prefix + "host", "contradicts the http: URL of " + url + "; remove one of them");
    }
  }

  private void add(String setting, String text) {
    faults.add(new Fault(setting, text));
  }
}
