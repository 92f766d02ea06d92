package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Settings written by a test, read like the product's but from no source outside the test. */
final class WrittenSettings {

  static final Map<String, String> SOUND =
      Map.of("bimplus.environment", "stage", "bimplus.oidc.authorized-parties", "my-app");

  private WrittenSettings() {}

  static Map<String, String> soundWith(String name, String value) {
    Map<String, String> settings = new HashMap<>(SOUND);
    settings.put(name, value);
    return settings;
  }

  static List<String> mistakesIn(Map<String, String> settings) {
    return SettingsCheck.mistakes(configOf(settings));
  }

  static SmallRyeConfig configOf(Map<String, String> settings, ConfigSource... more) {
    return builder(settings).withSources(more).build();
  }

  static SmallRyeConfig mapped(Map<String, String> settings) {
    return builder(settings)
        .withMapping(BimplusSettings.class)
        .withMapping(GatewaySettings.class)
        .build();
  }

  private static SmallRyeConfigBuilder builder(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withCustomizers(new QuarkusConfigBuilderCustomizer())
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValues(SettingNames.declared().defaults())
        .withSources(new PropertiesConfigSource(settings, "settings of the test", 100));
  }
}
