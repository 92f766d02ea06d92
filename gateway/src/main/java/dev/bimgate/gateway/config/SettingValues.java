package dev.bimgate.gateway.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The raw values of settings, trimmed, and where they were set. */
final class SettingValues {

  private static final Pattern FILE_SOURCE = Pattern.compile(".*\\[source=(?:file:)?/*(/.*)]");

  private final SmallRyeConfig config;

  SettingValues(SmallRyeConfig config) {
    this.config = config;
  }

  /** Why a value cannot be resolved; empty if it can. */
  Optional<String> faultOf(String name) {
    try {
      return properties(name).anyMatch(property -> config.getConfigValue(property).hasProblems())
          ? Optional.of("refers by ${...} to something that is not set; set that, or write a value")
          : Optional.empty();
    } catch (IllegalArgumentException | NoSuchElementException unreadable) {
      return Optional.of("holds a ${...} that cannot be resolved; write a value");
    }
  }

  private Stream<String> properties(String name) {
    return Stream.concat(Stream.of(name), config.getIndexedProperties(name).stream());
  }

  /** The value of a setting; empty if it is not set, blank or unresolvable. */
  Optional<String> one(String name) {
    if (faultOf(name).isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(config.getConfigValue(name).getValue())
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }

  /** The values of a list, separated by commas or indexed. */
  List<String> several(String name) {
    if (faultOf(name).isPresent()) {
      return List.of();
    }
    return config
        .<String, List<String>>getOptionalValues(name, String.class, ArrayList::new)
        .orElse(Collections.emptyList())
        .stream()
        .map(String::trim)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** Whether a setting was set, rather than left at its default. */
  boolean isWritten(String name) {
    return !config.getConfigValue(name).isDefault();
  }

  /** The same, also by {@code name[0]}, of a setting that has a default in Quarkus alone. */
  boolean isSet(String name) {
    return properties(name)
        .map(config::getConfigValue)
        .anyMatch(found -> found.getValue() != null && !found.isDefault());
  }

  /** Where a setting was set, in brackets; empty if it was not. */
  String whereSet(String name) {
    try {
      return properties(name)
          .map(property -> whereSet(config.getConfigValue(property)))
          .filter(where -> !where.isEmpty())
          .findFirst()
          .orElse("");
    } catch (IllegalArgumentException | NoSuchElementException unreadable) {
      return "";
    }
  }

  private static String whereSet(ConfigValue value) {
    String source = value.getConfigSourceName();
    if (source == null) {
      return "";
    }
    Matcher file = FILE_SOURCE.matcher(source);
    if (file.matches()) {
      return " (set in " + file.group(1) + line(value) + ")";
    }
    if (source.startsWith("SysPropConfigSource")) {
      return " (set by -D" + value.getNameProfiled() + ")";
    }
    return source.startsWith("EnvConfigSource") ? " (set in the environment)" : "";
  }

  private static String line(ConfigValue value) {
    return value.getLineNumber() > 0 ? ", line " + value.getLineNumber() : "";
  }
}
