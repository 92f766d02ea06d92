package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;

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
}
