package dev.bimgate.gateway.config;

import dev.bimgate.gateway.config.TlsFileCheck.Fault;
import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.quarkus.proxy.runtime.config.ProxyConfig.NamedProxyConfig;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks the proxies towards Bimplus and the issuer, as docs/tls.md describes them. */
final class ProxyCheck {

  /** Names of proxies, and the URLs that they lead to. */
  private static final Map<String, String> URLS =
      Map.of("bimplus", "bimplus.url", "issuer", "bimplus.oidc.discovery-url");

  private final SettingValues values;
  private final List<Fault> faults = new ArrayList<>();

  private ProxyCheck(SettingValues values) {
    this.values = values;
  }

  /** All that is wrong. */
  static List<Fault> faults(SmallRyeConfig config) {
    String group = "quarkus.proxy";
    if (!SettingsSources.has(config, group)) {
      return List.of();
    }
    ProxyCheck check = new ProxyCheck(new SettingValues(config));
    check.faults.addAll(
        SettingsSources.mappingFaults(
            group,
            () ->
                new TreeMap<>(SettingsSources.named(config, ProxyConfig.class).namedProxyConfigs())
                    .forEach(check::check)));
    return check.faults;
  }

  private void check(String name, NamedProxyConfig proxy) {
    String prefix = "quarkus.proxy." + name + ".";
    String url = URLS.get(name);
    if (url == null) {
      add("quarkus.proxy." + name, "is used by no connection; call it bimplus or issuer");
      return;
    }
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
    checkUnsupported(prefix, proxy);
  }

  private void checkUnsupported(String prefix, NamedProxyConfig proxy) {
    if (proxy.proxyConnectTimeout().isPresent()) {
      add(
          prefix + "proxy-connect-timeout",
          "is not supported, as bimplus.connect-timeout counts; remove it");
    }
    if (proxy.credentialsProvider().name().isPresent()) {
      add(
          prefix + "credentials-provider",
          "is not supported; set " + prefix + "username and .password");
    }
  }

  private void add(String setting, String text) {
    faults.add(new Fault(setting, text));
  }
}
