package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.Set;

/** The places that settings are read from before Quarkus starts: the same that it reads itself. */
public final class SettingsSources {

  private SettingsSources() {}

  /**
   * Reads system properties, environment, {@code .env}, {@code config/application.properties} and
   * the jar's own defaults, in this order of rank, and the files of {@code
   * quarkus.config.locations}.
   *
   * @throws RuntimeException if one of them cannot be read at all
   */
  public static SmallRyeConfig read() {
    return ConfigUtils.configBuilder()
        .withDefaultValues(SettingNames.declared().defaults())
        .build();
  }

  /**
   * The settings that an interface declares, as the running gateway gets them.
   *
   * @param config what {@link #read} gave, free of mistakes
   */
  public static <T> T settings(SmallRyeConfig config, Class<T> declared) {
    try {
      ConfigMappings.registerConfigMappings(config, Set.of(ConfigClass.configClass(declared)));
    } catch (ConfigValidationException mistaken) {
      throw new IllegalArgumentException("settings with mistakes", mistaken);
    }
    return config.getConfigMapping(declared);
  }
}
