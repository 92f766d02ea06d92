package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BimplusUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "dev, https://api-dev.bimplus.net/v2",
    "stage, https://api-stage.bimplus.net/v2",
    "prod, https://api.bimplus.net/v2",
  })
  void anEnvironmentNamesBothAddresses(String environment, String api) {
    BimplusUrls urls = urlsOf(Map.of("bimplus.environment", environment));

    assertThat(urls)
        .isEqualTo(
            new BimplusUrls(
                URI.create(api), URI.create(api + "/.well-known/openid-configuration")));
  }

  @Test
  void aUrlWinsOverTheEnvironmentAndLosesItsTrailingSlash() {
    BimplusUrls urls =
        urlsOf(Map.of("bimplus.environment", "prod", "bimplus.url", "http://127.0.0.1:1/v2/"));

    assertThat(urls.api()).hasToString("http://127.0.0.1:1/v2");
    assertThat(urls.discovery())
        .hasToString("http://127.0.0.1:1/v2/.well-known/openid-configuration");
  }

  @Test
  void aDiscoveryUrlOfItsOwnIsTakenAsItIs() {
    BimplusUrls urls =
        urlsOf(
            Map.of(
                "bimplus.environment", "dev",
                "bimplus.oidc.discovery-url", "https://login.example.com/d"));

    assertThat(urls.discovery()).hasToString("https://login.example.com/d");
  }

  @Test
  void withoutUrlAndEnvironmentThereIsNone() {
    assertThatThrownBy(() -> urlsOf(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static BimplusUrls urlsOf(Map<String, String> settings) {
    return BimplusUrls.of(WrittenSettings.mapped(settings).getConfigMapping(BimplusSettings.class));
  }
}
