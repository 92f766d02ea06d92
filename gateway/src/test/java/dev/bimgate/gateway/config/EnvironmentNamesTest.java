package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.SOUND;
import static dev.bimgate.gateway.config.WrittenSettings.configOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNamesTest {

  @Test
  void everySettingIsKnownAsTheEnvironmentSpellsIt() {
    Map<String, String> all = new HashMap<>();
    SettingNames.declared().variables().forEach(variable -> all.put(variable, "x"));

    assertThat(all).containsKey("GATEWAY_CACHE_PROJECTS_FRESH_FOR");
    assertThat(EnvironmentNames.warnings(configOf(SOUND, new EnvConfigSource(all, 300)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway_cache_max_size",
        "gateway.cache.max-size",
        "Gateway_Cache_Max_Size",
        "_PROD_GATEWAY_CACHE_MAX_SIZE",
        "%prod.gateway.cache.max-size",
        "GATEWAY_REDACTED_FIELDS_0_",
        "_PROD_GATEWAY_REDACTED_FIELDS_10_",
        "BIMPLUS_OIDC_AUTHORIZED_PARTIES",
      })
  void aSettingIsKnownInEverySpellingThatIsRead(String variable) {
    assertThat(warningsOf(variable)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "MY_GATEWAY_TYPO", "GATEWAYS_MAX_SIZE", "GATEWAY", "QUARKUS_X"})
  void otherVariablesAreIgnored(String variable) {
    assertThat(warningsOf(variable)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_CAHCE_MAX_SIZE, GATEWAY_CACHE_MAX_SIZE",
    "GATEWAY_CACHE_MAXSIZE, GATEWAY_CACHE_MAX_SIZE",
    "gateway_cahce_max_size, GATEWAY_CACHE_MAX_SIZE",
    "GATEWAY_TEAMS_FRESH_FOR, GATEWAY_CACHE_TEAMS_FRESH_FOR",
    "BIMPLUS_AUTHORIZED_PARTIES, BIMPLUS_OIDC_AUTHORIZED_PARTIES",
    "BIMPLUS_ENVIROMENT, BIMPLUS_ENVIRONMENT",
    "_PROD_GATEWAY_ADMIN_TOKENFILE, GATEWAY_ADMIN_TOKEN_FILE",
    "GATEWAY_REDACTED_FIELD_0_, GATEWAY_REDACTED_FIELDS",
  })
  void aMisspeltOneIsReportedWithTheNearestSetting(String variable, String nearest) {
    assertThat(warningsOf(variable))
        .containsExactly(
            variable
                + ": is no setting, and ignored; did you mean "
                + nearest
                + "? (set in the environment)");
  }

  /** Variables that Kubernetes sets for a service called gateway. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEWAY_SERVICE_HOST",
        "GATEWAY_SERVICE_PORT",
        "GATEWAY_SERVICE_PORT_HTTP",
        "GATEWAY_PORT",
        "GATEWAY_PORT_8080_TCP",
        "GATEWAY_PORT_8080_TCP_ADDR",
        "GATEWAY_PORT_8080_TCP_PORT",
        "GATEWAY_PORT_8080_TCP_PROTO",
        "BIMPLUS_SERVICE_PORT_HTTPS",
      })
  void anOrchestratorsOwnIsReportedAsIgnoredWithoutAGuess(String variable) {
    assertThat(warningsOf(variable))
        .containsExactly(variable + ": is no setting, and ignored (set in the environment)");
  }

  @Test
  void noWarningHoldsAValueOrAControl() {
    EnvConfigSource environment =
        new EnvConfigSource(Map.of("GATEWAY_ADMIN_TOKNE", "hunter2", "BIMPLUS_A\nB", "x"), 300);

    assertThat(EnvironmentNames.warnings(configOf(SOUND, environment)))
        .hasSize(2)
        .noneMatch(line -> line.contains("hunter2"))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void anUnknownNameInAFileIsNotReportedTwice() {
    Map<String, String> file = WrittenSettings.soundWith("gateway.cahce.max-size", "1M");

    assertThat(EnvironmentNames.warnings(configOf(file))).isEmpty();
    assertThat(WrittenSettings.mistakesIn(file)).hasSize(1);
  }

  private static List<String> warningsOf(String variable) {
    EnvConfigSource environment = new EnvConfigSource(Map.of(variable, "x"), 300);
    return EnvironmentNames.warnings(configOf(SOUND, environment));
  }
}
