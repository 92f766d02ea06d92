package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Set;

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
}
