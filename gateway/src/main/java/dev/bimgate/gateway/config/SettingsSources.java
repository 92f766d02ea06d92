package dev.bimgate.gateway.config;

import dev.bimgate.gateway.config.TlsFileCheck.Fault;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of settings before Quarkus starts, the same as Quarkus's. */
public final class SettingsSources {

  private SettingsSources() {}

  /**
   * Reads system properties, environment, {@code .env}, {@code config/application.properties} and
   * the jar's defaults, in this order of precedence, and the files of {@code
   * quarkus.config.locations}.
   *
   * @throws RuntimeException if one of them cannot be read
   */
  public static SmallRyeConfig read() {
    return ConfigUtils.configBuilder()
        .withDefaultValues(SettingNames.declared().defaults())
        .build();
  }

  /**
   * Maps the settings that an interface declares.
   *
   * @param config the result of {@link #read}, without errors
   */
  public static <T> T settings(SmallRyeConfig config, Class<T> declared) {
    try {
      ConfigMappings.registerConfigMappings(config, Set.of(ConfigClass.configClass(declared)));
    } catch (ConfigValidationException mistaken) {
      throw new IllegalArgumentException("settings with mistakes", mistaken);
    }
    return config.getConfigMapping(declared);
  }

  /**
   * Maps settings of Quarkus whose names hold names that operators choose. Those of the environment
   * are recognized while a configuration is built, and not later.
   *
   * @throws ConfigValidationException if a value is missing or malformed
   */
  public static <T> T named(SmallRyeConfig config, Class<T> declared) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withCustomizers(new QuarkusConfigBuilderCustomizer())
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withMapping(declared);
    config.getConfigSources().forEach(builder::withSources);
    return builder.build().getConfigMapping(declared);
  }

  /**
   * Whether a source has settings of a group, such as {@code quarkus.tls}, as a property or as a
   * variable. If not, {@link #named} has nothing to find, and would cost one more configuration.
   */
  static boolean has(SmallRyeConfig config, String group) {
    Pattern written =
        Pattern.compile(
            "^(%[^.]+\\.|_[A-Z0-9_]+_)?" + group.replace(".", "[._]"), Pattern.CASE_INSENSITIVE);
    for (String name : config.getPropertyNames()) {
      if (written.matcher(name).find()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Why a location of {@code quarkus.config.locations} cannot bring settings; empty if it can.
   * SmallRye Config reads on without a file that is missing or has another name.
   */
  static Optional<String> locationFault(String location) {
    boolean usable;
    try {
      usable = isUsable(URI.create(location));
    } catch (IllegalArgumentException noPath) {
      usable = false;
    }
    return usable
        ? Optional.empty()
        : Optional.of(
            "names a location where the gateway can read no .properties file; correct its path,"
                + " name or owner");
  }

  private static boolean isUsable(URI location) {
    String scheme = location.getScheme();
    if (scheme != null && !scheme.equals("file")) {
      return hasName(location.getSchemeSpecificPart());
    }
    Path path = scheme == null ? Path.of(location.getPath()) : Path.of(location);
    if (!Files.isDirectory(path)) {
      return isReadable(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.anyMatch(SettingsSources::isReadable);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isReadable(Path file) {
    return hasName(file.toString()) && Files.isRegularFile(file) && Files.isReadable(file);
  }

  private static boolean hasName(String file) {
    return file.endsWith(".properties");
  }

  /**
   * What is wrong with a group of settings of Quarkus that cannot be mapped; empty if the action,
   * which maps them, has succeeded. Quarkus's own messages quote values.
   */
  static List<Fault> mappingFaults(String group, Runnable action) {
    List<Fault> faults = new ArrayList<>();
    try {
      action.run();
    } catch (ConfigValidationException unmapped) {
      Pattern name = Pattern.compile(Pattern.quote(group) + "\\.[A-Za-z0-9.\"-]+");
      for (int i = 0; i < unmapped.getProblemCount(); i++) {
        String message = "" + unmapped.getProblem(i).getMessage();
        Matcher found = name.matcher(message);
        faults.add(
            new Fault(
                found.find() ? found.group() : group,
                message.contains("is required")
                    ? "is missing; set it beside the others of its configuration"
                    : "has a value that cannot be read; correct or remove it"));
      }
    }
    return faults;
  }
}
