package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.SOUND;
import static dev.bimgate.gateway.config.WrittenSettings.configOf;
import static dev.bimgate.gateway.config.WrittenSettings.mistakesIn;
import static dev.bimgate.gateway.config.WrittenSettings.soundWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void everySettingHasARuleForItsValue() {
    assertThat(SettingRules.all().keySet()).containsAll(SettingNames.declared().names());
  }

  @Test
  void theSmallestValidSettingsHaveNoMistake() {
    assertThat(mistakesIn(SOUND)).isEmpty();
  }

  @Test
  void withNothingSetBothRequirementsAreReported() {
    assertThat(mistakesIn(Map.of()))
        .containsExactly(
            "bimplus.environment: is missing; set it to dev, stage or prod, or set bimplus.url to"
                + " the base of the API",
            "bimplus.oidc.authorized-parties: is missing; list the accepted client IDs, or set"
                + " bimplus.oidc.audience or bimplus.oidc.any-audience=true");
  }

  @Test
  void manyMistakesAreReportedTogetherInTheOrderOfThePage() {
    Map<String, String> wrong =
        Map.of(
            "bimplus.environment", "x",
            "bimplus.pool-size", "x",
            "gateway.cache.freshness", "x",
            "gateway.drain.finish", "x",
            "gateway.typo", "x");

    assertThat(mistakesIn(wrong))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(
            "bimplus.environment",
            "bimplus.pool-size",
            "gateway.cache.freshness",
            "gateway.drain.finish",
            "bimplus.oidc.authorized-parties",
            "gateway.typo");
  }

  @Test
  void noValueIsEchoedWhereverItWasWritten() {
    String secret = "hunter2 hunter2";
    Map<String, String> wrong = new HashMap<>();
    SettingNames.declared().names().forEach(name -> wrong.put(name, secret));
    wrong.put("bimplus.url", "https://admin:hunter2@example.com/v2");
    wrong.put("gateway.unknown", secret);
    wrong.put("quarkus.http.port", secret);

    assertThat(mistakesIn(wrong))
        .hasSizeGreaterThan(SettingNames.declared().names().size())
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void noLineNamesAClass() {
    Map<String, String> wrong = new HashMap<>();
    SettingNames.declared().names().forEach(name -> wrong.put(name, "${nowhere} x"));

    assertThat(mistakesIn(wrong))
        .noneMatch(line -> line.matches("(?s).*(Exception|[a-z]\\.[A-Z]|SRCFG).*"));
  }

  @Test
  void anUnresolvedReferenceIsAMistakeOfItsOwn() {
    assertThat(mistakesIn(soundWith("gateway.admin.token", "${ADMIN_TOKEN_NOT_SET}")))
        .containsExactly(
            "gateway.admin.token: refers by ${...} to something that is not set; set that, or write"
                + " a value");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.cahce.max-size, did you mean gateway.cache.max-size?",
    "gateway.cache.max_size, did you mean gateway.cache.max-size?",
    "bimplus.enviroment, did you mean bimplus.environment?",
    "%prod.bimplus.timeouts, did you mean bimplus.idle-timeout?",
    "gateway.completely.different.thing, 'remove it, or look it up in docs/configuration.md'",
  })
  void anUnknownNameInAFileGetsTheNearestKnownOne(String name, String remedy) {
    assertThat(mistakesIn(soundWith(name, "1")))
        .containsExactly(name.replace("%prod.", "") + ": is no setting; " + remedy);
  }

  /** CVE-2026-50559 and CVE-2026-87743 affect them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.http.auth.permission.open.paths",
        "quarkus.http.auth.basic",
        "%prod.quarkus.management.auth.permission.x.policy",
        "QUARKUS_HTTP_AUTH_PERMISSION_OPEN_PATHS"
      })
  void policiesOfQuarkusAreNotSupported(String name) {
    assertThat(mistakesIn(soundWith(name, "/v2/*")))
        .containsExactly(
            name.replace("%prod.", "")
                + ": is not supported, as the gateway checks tokens itself; remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"QUARKUS_HTTP_AUTH_PROACTIVE", "_PROD_QUARKUS_MANAGEMENT_AUTH_PERMISSION_X_PATHS"})
  void policiesOfQuarkusAreNotSupportedInTheEnvironment(String name) {
    EnvConfigSource environment = new EnvConfigSource(Map.of(name, "false"), 300);

    assertThat(SettingsCheck.mistakes(configOf(SOUND, environment)))
        .containsExactly(
            name
                + ": is not supported, as the gateway checks tokens itself; remove it"
                + " (set in the environment)");
  }

  @Test
  void unknownNamesInTheEnvironmentAreNoMistake() {
    EnvConfigSource environment =
        new EnvConfigSource(
            Map.of("GATEWAY_SERVICE_HOST", "10.0.0.1", "BIMPLUS_TYPO", "1", "gateway.typo", "1"),
            300);

    assertThat(SettingsCheck.mistakes(configOf(SOUND, environment))).isEmpty();
  }

  @Test
  void aKnownNameInTheEnvironmentIsCheckedAndSaysWhereItWasSet() {
    EnvConfigSource environment =
        new EnvConfigSource(Map.of("GATEWAY_CACHE_MAX_SIZE", "much"), 300);

    assertThat(SettingsCheck.mistakes(configOf(SOUND, environment)))
        .containsExactly(
            "gateway.cache.max-size: must be a number of bytes such as 4194304, 4096K, 64M or 1G,"
                + " 1024G at most (set in the environment)");
  }

  @Test
  void aMistakeInAFileSaysWhichFileAndLine(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("application.properties");
    Files.writeString(file, "# first line\nbimplus.pool-size=0\n");
    var source = new PropertiesConfigSource(file.toUri().toURL(), 260);

    assertThat(SettingsCheck.mistakes(configOf(SOUND, source)))
        .containsExactly(
            "bimplus.pool-size: must be a whole number from 1 to 65535 (set in "
                + file
                + ", line 2)");
  }

  @Test
  void namesWithControlsStayOnOneLine() {
    assertThat(mistakesIn(soundWith("gateway.a\nb\u001b[31m", "1")))
        .containsExactly(
            "gateway.a?b?[31m: is no setting; remove it, or look it up in docs/configuration.md");
  }

  @Test
  void corsNeedsOriginsBesideTheSwitch() {
    assertThat(mistakesIn(soundWith("quarkus.http.cors.enabled", "true")))
        .containsExactly(
            "quarkus.http.cors.origins: is missing; list the allowed origins, or remove"
                + " quarkus.http.cors.enabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                  | true  | must not be * together with quarkus.http.cors.access-control-allow-credentials; list the origins, or remove the other
          *,https://app.test | false | holds * and others; use * alone, or list origins
          """)
  void theWildcardIsAllowedAloneAndNeverWithCredentials(String origins, String flag, String fault) {
    Map<String, String> settings = soundWith("quarkus.http.cors.enabled", "true");
    settings.put("quarkus.http.cors.origins", origins);
    settings.put("quarkus.http.cors.access-control-allow-credentials", flag);

    assertThat(mistakesIn(settings)).containsExactly("quarkus.http.cors.origins: " + fault);
  }

  @ParameterizedTest
  @CsvSource({"*, false", "https://app.test, true", "'https://a.test,https://b.test', false"})
  void theseOriginsAndCredentialsGoTogether(String origins, String flag) {
    Map<String, String> settings = soundWith("quarkus.http.cors.enabled", "true");
    settings.put("quarkus.http.cors.origins", origins);
    settings.put("quarkus.http.cors.access-control-allow-credentials", flag);

    assertThat(mistakesIn(settings)).isEmpty();
  }

  /** The start used to fail with an exception. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "yes"})
  void theNativeTransportIsAMistakeWithItsReason(String on) {
    assertThat(mistakesIn(soundWith("quarkus.vertx.prefer-native-transport", on)))
        .containsExactly(
            "quarkus.vertx.prefer-native-transport: must be false, as requests are validated over"
                + " the JDK's transport only; remove it");
  }

  @Test
  void theNativeTransportMayBeSaidToBeOff() {
    assertThat(mistakesIn(soundWith("quarkus.vertx.prefer-native-transport", "false"))).isEmpty();
  }

  @Test
  void accountAloneIsNoAudience() {
    Map<String, String> account =
        Map.of("bimplus.environment", "dev", "bimplus.oidc.audience", "account");

    assertThat(mistakesIn(account))
        .containsExactly(
            "bimplus.oidc.audience: is account, which is in every token of the realm and so accepts"
                + " any app; set your own audience, or bimplus.oidc.authorized-parties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-api", "account"})
  void anyAudienceContradictsAnAudience(String audience) {
    Map<String, String> both =
        Map.of(
            "bimplus.environment", "dev",
            "bimplus.oidc.audience", audience,
            "bimplus.oidc.any-audience", "true");

    assertThat(mistakesIn(both))
        .containsExactly(
            "bimplus.oidc.any-audience: contradicts bimplus.oidc.audience; remove one of them");
  }

  @ParameterizedTest
  @CsvSource({"bimplus.oidc.audience,my-api", "bimplus.oidc.any-audience,true"})
  void oneWordOnTheAudienceIsEnough(String name, String value) {
    assertThat(mistakesIn(Map.of("bimplus.environment", "dev", name, value))).isEmpty();
  }

  @Test
  void tokenAndTokenFileContradictEachOther(@TempDir Path directory) throws IOException {
    Map<String, String> both = soundWith("gateway.admin.token", "one");
    both.put("gateway.admin.token-file", fileWith("two\n", directory));

    assertThat(mistakesIn(both))
        .containsExactly(
            "gateway.admin.token: contradicts gateway.admin.token-file; remove one of them");
  }

  @Test
  void aTokenFileMayEndInALineBreak(@TempDir Path directory) throws IOException {
    Map<String, String> file = soundWith("gateway.admin.token-file", fileWith("two\n", directory));

    assertThat(mistakesIn(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'  ', names an empty file; put the token into it",
    "'a b', 'names a file whose content must be made of letters, digits and - . _ ~ + / alone'",
  })
  void aTokenFileWithoutATokenIsAMistake(String content, String fault, @TempDir Path directory)
      throws IOException {
    Map<String, String> file = soundWith("gateway.admin.token-file", fileWith(content, directory));

    assertThat(mistakesIn(file)).containsExactly("gateway.admin.token-file: " + fault);
  }

  @Test
  void aTokenFileOfMoreThanEightKilobytesIsAMistake(@TempDir Path directory) throws IOException {
    Map<String, String> file =
        soundWith("gateway.admin.token-file", fileWith("a".repeat(8193), directory));

    assertThat(mistakesIn(file))
        .containsExactly(
            "gateway.admin.token-file: names a file of more than 8 KB; put the token alone into"
                + " it");
  }

  @Test
  void aTokenFileThatIsNoTextIsAMistake(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("token"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(mistakesIn(soundWith("gateway.admin.token-file", file.toString())))
        .containsExactly(
            "gateway.admin.token-file: names a file that cannot be read as text; put the token into"
                + " it");
  }

  @Test
  void trafficAndManagementNeedPortsOfTheirOwn() {
    Map<String, String> same = soundWith("quarkus.http.port", "9000");
    same.put("quarkus.management.port", "9000");

    assertThat(mistakesIn(same))
        .containsExactly(
            "quarkus.management.port: must differ from quarkus.http.port; choose another port");
  }

  @ParameterizedTest
  @CsvSource({"2m, answer, 3m", "2m, answer, 2m", "2m, idle, 3m", "2m, list, 3m", "2m, answer, 0s"})
  void aConnectionMayNotBeIdleForLessThanBimplusMayTake(String idle, String which, String time) {
    Map<String, String> settings = soundWith("quarkus.http.idle-timeout", idle);
    settings.put("bimplus." + which + "-timeout", time);

    assertThat(mistakesIn(settings))
        .containsExactly(
            "quarkus.http.idle-timeout: must be longer than bimplus."
                + which
                + "-timeout; raise it or lower the other");
  }

  @ParameterizedTest
  @CsvSource({"2m, 119s", "0s, 10m", "0s, 0s"})
  void aConnectionMayBeIdleForLongerOrForEver(String idle, String response) {
    Map<String, String> settings = soundWith("quarkus.http.idle-timeout", idle);
    settings.put("bimplus.answer-timeout", response);

    assertThat(mistakesIn(settings)).isEmpty();
  }

  private static String fileWith(String content, Path directory) throws IOException {
    return Files.writeString(directory.resolve("token"), content).toString();
  }

  @Test
  void valkeyNeedsAKeyFile() {
    assertThat(mistakesIn(soundWith("gateway.peers.url", "rediss://u:p@valkey.test:6379")))
        .containsExactly(
            "gateway.peers.key-file: is missing; set it beside gateway.peers.url, or remove that");
  }

  @Test
  void aKeyFileNeedsValkey(@TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), KEY);

    assertThat(mistakesIn(soundWith("gateway.peers.key-file", keys.toString())))
        .containsExactly(
            "gateway.peers.url: is missing; set it beside gateway.peers.key-file, or remove that");
  }

  @ParameterizedTest
  @CsvSource({
    "'', there is no key",
    "'\n" + KEY + "\n" + KEY + "', line 3 repeats a key",
    "'c2hvcnQ=', line 1 is no base64 key of 256 bits",
    "'" + KEY + "\n# old', line 2 is no base64 key of 256 bits",
    "'" + KEY + " " + KEY + "', line 1 is no base64 key of 256 bits"
  })
  void theKeysAreChecked(String content, String fault, @TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), content);
    Map<String, String> settings = soundWith("gateway.peers.key-file", keys.toString());
    settings.put("gateway.peers.url", "redis://127.0.0.1:6379");

    assertThat(mistakesIn(settings)).singleElement().asString().contains(fault).doesNotContain(KEY);
  }

  @Test
  void valkeyAndKeysTogetherHaveNoMistake(@TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), KEY);
    Map<String, String> settings = soundWith("gateway.peers.key-file", keys.toString());
    settings.put("gateway.peers.url", "rediss://gateway:secret@valkey.test:6379/1");

    assertThat(mistakesIn(settings)).isEmpty();
  }
}
