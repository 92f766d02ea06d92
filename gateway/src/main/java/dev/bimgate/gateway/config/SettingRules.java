package dev.bimgate.gateway.config;

import io.smallrye.config.common.utils.StringUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The format of each setting: one row each, in the order of the reference page. */
final class SettingRules {

  /** A row: the format of one value, and whether the setting is a comma-separated list. */
  record Rule(ValueForm form, boolean several) {}

  private SettingRules() {}

  static Map<String, Rule> all() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    bimplus(rules);
    cache(rules);
    gateway(rules);
    quarkus(rules);
    return rules;
  }

  private static void bimplus(Map<String, Rule> rules) {
    rules.put("bimplus.environment", one(ValueForms.oneOf(BimplusEnvironment.class)));
    rules.put("bimplus.url", one(UrlForms.api()));
    rules.put("bimplus.oidc.discovery-url", one(UrlForms.guarded()));
    rules.put("bimplus.oidc.issuer", one(UrlForms.web()));
    rules.put("bimplus.oidc.authorized-parties", several(ValueForms.word()));
    rules.put("bimplus.oidc.audience", one(ValueForms.word()));
    rules.put("bimplus.oidc.any-audience", one(ValueForms.flag()));
    rules.put("bimplus.oidc.algorithms", several(ValueForms.oneOf(TokenAlgorithm.class)));
    rules.put("bimplus.oidc.profile", one(ValueForms.oneOf(TokenProfile.class)));
    rules.put("bimplus.connect-timeout", one(ValueForms.duration()));
    rules.put("bimplus.answer-timeout", one(ValueForms.duration()));
    rules.put("bimplus.idle-timeout", one(ValueForms.duration()));
    rules.put("bimplus.list-timeout", one(ValueForms.duration()));
    rules.put("bimplus.pool-size", one(ValueForms.number(1, 65_535)));
    rules.put("bimplus.pool-max-wait", one(ValueForms.duration()));
  }

  private static void cache(Map<String, Rule> rules) {
    routes()
        .forEach(
            route ->
                rules.put("gateway.cache." + route + ".fresh-for", one(ValueForms.duration())));
    rules.put("gateway.cache.freshness", one(ValueForms.oneOf(FreshnessMode.class)));
    rules.put("gateway.cache.stale-while-revalidate", one(ValueForms.duration()));
    rules.put("gateway.cache.stale-if-error", one(ValueForms.duration()));
    rules.put("gateway.cache.min-revalidation-interval", one(ValueForms.duration()));
    rules.put("gateway.cache.targeted-field", one(ValueForms.fieldName()));
    rules.put("gateway.cache.shared-between-apps", one(ValueForms.flag()));
    rules.put("gateway.cache.max-size", one(ValueForms.size()));
    rules.put("gateway.cache.max-entry-size", one(ValueForms.size()));
    rules.put("gateway.cache.max-share-per-caller", one(ValueForms.share()));
    rules.put("gateway.cache.ignored-query-parameters", several(ValueForms.queryName()));
  }

  /** The names of the cached routes, sorted. */
  private static Stream<String> routes() {
    return Stream.of(GatewaySettings.Cache.class.getMethods())
        .filter(method -> method.getReturnType() == GatewaySettings.Route.class)
        .map(method -> StringUtil.skewer(method.getName()))
        .sorted();
  }

  private static void gateway(Map<String, Rule> rules) {
    rules.put("gateway.token.max-size", one(ValueForms.size()));
    rules.put("gateway.legacy-tokens.enabled", one(ValueForms.flag()));
    rules.put("gateway.legacy-tokens.sunset", one(ValueForms.date()));
    rules.put("gateway.legacy-tokens.refuse-after", one(ValueForms.date()));
    rules.put("gateway.redacted-fields", several(ValueForms.word()));
    rules.put("gateway.redacted-paths", several(ValueForms.redactedPath()));
    rules.put("gateway.drain.keep-serving", one(ValueForms.duration()));
    rules.put("gateway.drain.finish", one(ValueForms.duration()));
    rules.put("gateway.limits.write-reserve", one(ValueForms.share()));
    rules.put("gateway.limits.per-user-rate", one(ValueForms.rate()));
    rules.put("gateway.limits.per-app-share", one(ValueForms.share()));
    rules.put("gateway.limits.login-rate", one(ValueForms.rate()));
    rules.put("gateway.limits.max-requests", one(ValueForms.number(1, 1_000_000)));
    rules.put("gateway.admin.token", one(ValueForms.operatorToken()));
    rules.put("gateway.admin.token-file", one(ValueForms.operatorTokenFile()));
    rules.put("gateway.public-url", one(UrlForms.web()));
    rules.put("gateway.trusted-proxies", several(ValueForms.addressRange()));
    rules.put("gateway.file-reload-period", one(ValueForms.duration()));
    rules.put("gateway.peers.url", one(UrlForms.valkey()));
    rules.put("gateway.peers.key-file", one(ValueForms.keyFile()));
    rules.put("gateway.peers.lease", one(ValueForms.lease()));
    rules.put("gateway.peers.isolated-fresh-for", one(ValueForms.duration()));
    rules.put("gateway.peers.isolated-writes", one(ValueForms.oneOf(IsolatedWrites.class)));
    rules.put("gateway.log.format", one(ValueForms.oneOf(LogFormat.class)));
    rules.put("gateway.log.requests", one(ValueForms.oneOf(LoggedRequests.class)));
    rules.put("gateway.traces.endpoint", one(UrlForms.web()));
    rules.put("gateway.traces.sampled", one(ValueForms.share()));
    rules.put("gateway.traces.client-rate", one(ValueForms.rate()));
  }

  /** Settings of Quarkus that operators often set, or that the gateway does not support. */
  private static void quarkus(Map<String, Rule> rules) {
    rules.put("quarkus.config.locations", several(SettingsSources::locationFault));
    rules.put("quarkus.http.port", one(ValueForms.number(0, 65_535)));
    rules.put("quarkus.management.port", one(ValueForms.number(0, 65_535)));
    rules.put("quarkus.http.limits.max-connections", one(ValueForms.number(1, 1_000_000)));
    rules.put("quarkus.http.idle-timeout", one(ValueForms.duration()));
    rules.put("quarkus.http.insecure-requests", one(ValueForms.insecureRequests()));
    rules.put(
        "quarkus.http.ssl.client-auth",
        one(
            ValueForms.unsupported(
                "is not supported, as client certificates are for the management port; remove it")));
    rules.put("quarkus.management.ssl.client-auth", one(ValueForms.clientAuth()));
    rules.put("quarkus.http.cors.enabled", one(ValueForms.flag()));
    rules.put("quarkus.http.cors.origins", several(OriginForms.origin()));
    rules.put("quarkus.http.cors.access-control-allow-credentials", one(ValueForms.flag()));
    for (String proxy : List.of("quarkus.proxy.bimplus.", "quarkus.proxy.issuer.")) {
      rules.put(proxy + "host", one(ValueForms.host()));
      rules.put(proxy + "port", one(ValueForms.number(1, 65_535)));
    }
    rules.put(
        "quarkus.proxy.host",
        one(ValueForms.unsupported("is not used; set quarkus.proxy.bimplus.host in its place")));
    for (String port : List.of("quarkus.http.proxy.", "quarkus.management.proxy.")) {
      rules.put(
          port + "proxy-address-forwarding",
          one(ValueForms.off("gateway.trusted-proxies names whose headers count")));
      rules.put(
          port + "use-proxy-protocol",
          one(ValueForms.off("the PROXY protocol is not supported; use X-Forwarded-For")));
    }
    rules.put("quarkus.otel.exporter.otlp.traces.protocol", one(ValueForms.only("http/protobuf")));
    rules.put(
        "quarkus.vertx.prefer-native-transport",
        one(ValueForms.off("requests are validated over the JDK's transport only")));
  }

  private static Rule one(ValueForm form) {
    return new Rule(form, false);
  }

  private static Rule several(ValueForm form) {
    return new Rule(form, true);
  }
}
