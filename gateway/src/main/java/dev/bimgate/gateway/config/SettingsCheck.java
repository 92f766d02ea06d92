package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Checks all settings and collects every error. */
public final class SettingsCheck {

  private final SettingValues values;
  private final SettingNames names = SettingNames.declared();
  private final Set<String> mistaken = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();

  private SettingsCheck(SmallRyeConfig config) {
    this.values = new SettingValues(config);
  }

  /**
   * Returns one line for each error: the setting's name, the cause, the fix and where it was set;
   * empty if the gateway can start.
   *
   * <p>No line holds a value, which may be a misplaced secret.
   *
   * @param config the sources of the settings, with the defaults of {@link SettingsSources}
   */
  public static List<String> mistakes(SmallRyeConfig config) {
    SettingsCheck check = new SettingsCheck(config);
    check.checkForms();
    check.checkLocations();
    check.checkAddress();
    check.checkAudience();
    check.checkSizes();
    check.checkOperatorToken();
    check.checkPeers();
    check.checkPorts();
    check.checkIdleTimeout();
    check.checkOrigins();
    Stream.of(TlsCheck.faults(config), ProxyCheck.faults(config))
        .flatMap(List::stream)
        .forEach(fault -> check.mistake(fault.setting(), fault.text()));
    check.checkNames(config.getConfigSources());
    UnsupportedSettings.in(config.getConfigSources())
        .forEach((name, text) -> check.tell(name + ": " + text + check.values.whereSet(name)));
    return List.copyOf(check.lines);
  }

  private void checkForms() {
    SettingRules.all().forEach(this::checkForm);
  }

  private void checkForm(String name, SettingRules.Rule rule) {
    Optional<String> fault = values.faultOf(name);
    if (fault.isPresent()) {
      mistake(name, fault.get());
      return;
    }
    List<String> found = rule.several() ? values.several(name) : values.one(name).stream().toList();
    if (found.isEmpty() && names.isRequired(name)) {
      mistake(name, "is empty; give it a value, or remove it to get the default");
      return;
    }
    found.stream()
        .flatMap(value -> rule.form().faultOf(value).stream())
        .findFirst()
        .ifPresent(text -> mistake(name, text));
  }

  /** SmallRye Config reads no location that is written with an index. */
  private void checkLocations() {
    String locations = "quarkus.config.locations";
    if (!isUnset(locations) && values.one(locations).isEmpty()) {
      mistake(locations, "must be one value, with commas between the locations");
    }
  }

  private void checkAddress() {
    if (isUnset("bimplus.environment") && isUnset("bimplus.url")) {
      mistake(
          "bimplus.environment",
          "is missing; set it to dev, stage or prod, or set bimplus.url to the base of the API");
    }
  }

  private void checkAudience() {
    boolean any = isTrue("bimplus.oidc.any-audience");
    boolean audience = !isUnset("bimplus.oidc.audience");
    boolean parties = !isUnset("bimplus.oidc.authorized-parties");
    if (any && audience) {
      mistake("bimplus.oidc.any-audience", "contradicts bimplus.oidc.audience; remove one of them");
      return;
    }
    if (any || parties || mistaken.contains("bimplus.oidc.any-audience")) {
      return;
    }
    if (!audience) {
      mistake(
          "bimplus.oidc.authorized-parties",
          "is missing; list the accepted client IDs, or set bimplus.oidc.audience"
              + " or bimplus.oidc.any-audience=true");
    } else if (values.one("bimplus.oidc.audience").filter("account"::equals).isPresent()) {
      mistake(
          "bimplus.oidc.audience",
          "is account, which is in every token of the realm and so accepts any app;"
              + " set your own audience, or bimplus.oidc.authorized-parties");
    }
  }

  /** A default above {@code max-size} is no error: it is bounded by it. */
  private void checkSizes() {
    String all = "gateway.cache.max-size";
    String entry = "gateway.cache.max-entry-size";
    if (mistaken.contains(all) || mistaken.contains(entry) || !values.isWritten(entry)) {
      return;
    }
    if (sizeBytes(entry) > sizeBytes(all)) {
      mistake(entry, "must not be larger than gateway.cache.max-size; lower it or raise the other");
    }
  }

  private long sizeBytes(String name) {
    return values.one(name).map(ValueForms::sizeBytes).orElse(0L);
  }

  private void checkOperatorToken() {
    if (!isUnset("gateway.admin.token") && !isUnset("gateway.admin.token-file")) {
      mistake("gateway.admin.token", "contradicts gateway.admin.token-file; remove one of them");
    }
  }

  private void checkPeers() {
    List<String> both = List.of("gateway.peers.url", "gateway.peers.key-file");
    List<String> unset = both.stream().filter(this::isUnset).toList();
    if (unset.size() == 1 && both.stream().noneMatch(mistaken::contains)) {
      String name = unset.get(0);
      String other = both.get(1 - both.indexOf(name));
      mistake(name, "is missing; set it beside " + other + ", or remove that");
    }
  }

  private void checkPorts() {
    Optional<String> traffic = values.one("quarkus.http.port");
    if (traffic.isPresent()
        && !traffic.get().equals("0")
        && traffic.equals(values.one("quarkus.management.port"))) {
      mistake("quarkus.management.port", "must differ from quarkus.http.port; choose another port");
    }
  }

  /** Else a client's connection would be closed while its request waits for Bimplus. */
  private void checkIdleTimeout() {
    String idle = "quarkus.http.idle-timeout";
    Duration limit = duration(idle);
    if (limit.isZero()) {
      return;
    }
    Stream.of("bimplus.answer-timeout", "bimplus.idle-timeout", "bimplus.list-timeout")
        .filter(name -> duration(name).isZero() || limit.compareTo(duration(name)) <= 0)
        .findFirst()
        .ifPresent(
            name -> mistake(idle, "must be longer than " + name + "; raise it or lower the other"));
  }

  /** Zero for a duration that is malformed or not set. */
  private Duration duration(String name) {
    return mistaken.contains(name)
        ? Duration.ZERO
        : values.one(name).map(DurationConverter::parseDuration).orElse(Duration.ZERO);
  }

  private void checkOrigins() {
    String origins = "quarkus.http.cors.origins";
    if (isTrue("quarkus.http.cors.enabled") && !mistaken.contains(origins)) {
      OriginForms.faultOfAll(
              values.several(origins), isTrue("quarkus.http.cors.access-control-allow-credentials"))
          .ifPresent(text -> mistake(origins, text));
    }
  }

  private boolean isTrue(String flag) {
    return values.one(flag).filter("true"::equalsIgnoreCase).isPresent();
  }

  /**
   * Unknown names in the environment and in {@code .env} are no errors; {@link EnvironmentNames}
   * warns of them.
   */
  private void checkNames(Iterable<ConfigSource> sources) {
    Set<String> unknown = new TreeSet<>();
    for (ConfigSource source : sources) {
      if (!(source instanceof EnvConfigSource)) {
        source.getPropertyNames().stream()
            .map(SettingNames::plain)
            .filter(name -> SettingNames.isOurs(name) && !names.isKnown(name))
            .forEach(unknown::add);
      }
    }
    unknown.forEach(this::unknown);
  }

  private void unknown(String name) {
    String remedy =
        names
            .nearest(name)
            .map(known -> "did you mean " + known + "?")
            .orElse("remove it, or look it up in docs/configuration.md");
    tell(name + ": is no setting; " + remedy + values.whereSet(name));
  }

  private boolean isUnset(String name) {
    return !mistaken.contains(name) && values.several(name).isEmpty();
  }

  private void mistake(String name, String text) {
    mistaken.add(name);
    tell(name + ": " + text + values.whereSet(name));
  }

  /** Replaces everything but printable ASCII: a name or path may hold anything. */
  static String shown(String line) {
    return line.replaceAll("[^ -~]", "?");
  }

  private void tell(String line) {
    lines.add(shown(line));
  }
}
