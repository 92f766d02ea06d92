package dev.bimgate.gateway.config;

import io.smallrye.config.EnvConfigSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The groups of Quarkus's settings that the gateway does not support. */
final class UnsupportedSettings {

  /**
   * The groups, as spelled in files and in the environment, and what is said of them.
   *
   * <p>Authentication and path policies have been bypassed before (advisories/). Here they would
   * only seem to protect something.
   */
  private static final Map<Pattern, String> GROUPS =
      Map.of(
          group("auth[._]"),
          "is not supported, as the gateway checks tokens itself; remove it",
          group("ssl[._]certificate[._]"),
          "is not supported; use quarkus.tls.<name>.key-store, and name it in"
              + " quarkus.http.tls-configuration-name");

  private UnsupportedSettings() {}

  /** With or without profile. */
  private static Pattern group(String rest) {
    return Pattern.compile(
        "(?:_\\w+_)?quarkus[._](http|management)[._]" + rest, Pattern.CASE_INSENSITIVE);
  }

  /** Those that are set, with what is wrong. */
  static Map<String, String> in(Iterable<ConfigSource> sources) {
    Map<String, String> found = new TreeMap<>();
    for (ConfigSource source : sources) {
      // The property names of the environment include guesses at what its variables could mean.
      var written =
          source instanceof EnvConfigSource
              ? source.getProperties().keySet()
              : source.getPropertyNames();
      written.stream().map(SettingNames::plain).forEach(name -> add(name, found));
    }
    return found;
  }

  private static void add(String name, Map<String, String> found) {
    GROUPS.forEach(
        (group, text) -> {
          if (group.matcher(name).lookingAt()) {
            found.put(name, text);
          }
        });
  }
}
