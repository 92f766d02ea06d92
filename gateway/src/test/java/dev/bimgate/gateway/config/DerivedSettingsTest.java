package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of Quarkus that follow the gateway's. */
class DerivedSettingsTest {

  @ParameterizedTest
  @CsvSource({"json, true", "JSON, true", "text, false", "TEXT, false"})
  void eachHandlerOfTheLogHasTheFormat(String format, boolean json) throws IOException {
    SmallRyeConfig config = with(Map.of("gateway.log.format", format));

    assertThat(List.of("console", "file", "socket", "syslog"))
        .allSatisfy(
            handler ->
                assertThat(
                        config.getValue("quarkus.log." + handler + ".json.enabled", boolean.class))
                    .isEqualTo(json));
  }

  @Test
  void withoutAFormatTheLogIsText() throws IOException {
    assertThat(with(Map.of()).getValue("quarkus.log.console.json.enabled", boolean.class))
        .isFalse();
  }

  @Test
  void withoutACollectorThereIsNoSdk() throws IOException {
    assertThat(isSdkDisabled(Map.of())).isTrue();
    assertThat(isSdkDisabled(Map.of("gateway.traces.endpoint", ""))).isTrue();
    assertThat(isSdkDisabled(Map.of("gateway.traces.endpoint", " "))).isTrue();
    assertThat(isSdkDisabled(Map.of("gateway.traces.endpoint", "http://collector:4318"))).isFalse();
  }

  private static boolean isSdkDisabled(Map<String, String> settings) throws IOException {
    return with(settings).getValue("quarkus.otel.sdk.disabled", boolean.class);
  }

  private static SmallRyeConfig with(Map<String, String> settings) throws IOException {
    Path defaults = Path.of("src/main/resources/application.properties");
    return WrittenSettings.configOf(
        settings, new PropertiesConfigSource(defaults.toUri().toURL(), 50));
  }
}
