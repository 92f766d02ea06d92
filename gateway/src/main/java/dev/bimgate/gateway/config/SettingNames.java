package dev.bimgate.gateway.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of all settings under {@code bimplus.} and {@code gateway.}, with their defaults. */
final class SettingNames {

  private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+|\\*)]$");

  private static final Map<Class<?>, String> DECLARED =
      Map.of(
          BimplusSettings.class, BimplusSettings.PREFIX,
          GatewaySettings.class, GatewaySettings.PREFIX);

  private final Set<String> names = new TreeSet<>();
  private final Map<String, String> defaults = new TreeMap<>();

  private SettingNames() {}

  /**
   * Reads names and defaults from the code that Quarkus has generated for the interfaces that
   * declare them. To read their annotations would take a sixth of the start.
   */
  static SettingNames declared() {
    SettingNames declared = new SettingNames();
    DECLARED.forEach((type, prefix) -> declared.add(ConfigClass.configClass(type, prefix)));
    return declared;
  }

  private void add(ConfigClass settings) {
    settings
        .getProperties()
        .forEach(
            (property, defaultValue) -> {
              String name = plain(property);
              names.add(name);
              if (defaultValue != null) {
                defaults.put(name, defaultValue);
              }
            });
  }

  Set<String> names() {
    return names;
  }

  Map<String, String> defaults() {
    return new HashMap<>(defaults);
  }

  /** The name of a property without profile prefix and list index. */
  static String plain(String property) {
    return INDEX.matcher(PROFILE.matcher(property).replaceFirst("")).replaceFirst("");
  }

  /** Whether a plain name has one of our prefixes, known or not. */
  static boolean isOurs(String plainName) {
    return plainName.startsWith("bimplus.") || plainName.startsWith("gateway.");
  }

  boolean isKnown(String plainName) {
    return names.contains(plainName);
  }

  /**
   * Whether a setting must have a value, so that an empty one is an error. All such have defaults.
   */
  boolean isRequired(String plainName) {
    return defaults.containsKey(plainName)
        && DECLARED.keySet().stream()
            .map(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)))
            .flatMap(declared -> declared.entrySet().stream())
            .filter(declared -> plain(declared.getKey()).equals(plainName))
            .noneMatch(
                declared -> declared.getValue().getMethod().getReturnType() == Optional.class);
  }

  /** The known name with the smallest edit distance, if it is small enough. */
  Optional<String> nearest(String plainName) {
    return nearest(names.stream(), plainName);
  }

  /** The names as the environment spells them. */
  Stream<String> variables() {
    return names.stream().map(SettingNames::variable);
  }

  /** A name as the environment spells it: in capitals, with {@code _} for other characters. */
  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  static Optional<String> nearest(Stream<String> known, String name) {
    return known
        .filter(each -> distance(each, name) <= Math.max(2, each.length() / 3))
        .min(Comparator.comparingInt(each -> distance(each, name)));
  }

  /** The Levenshtein distance. */
  private static int distance(String from, String to) {
    int[] above = IntStream.rangeClosed(0, to.length()).toArray();
    for (int row = 1; row <= from.length(); row++) {
      int[] present = new int[to.length() + 1];
      present[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        present[column] =
            Math.min(
                Math.min(above[column], present[column - 1]) + 1, above[column - 1] + replaced);
      }
      above = present;
    }
    return above[to.length()];
  }
}
