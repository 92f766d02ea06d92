package dev.bimgate.gateway.cors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  private static final AllowedOrigins SOME =
      AllowedOrigins.of(List.of("https://app.test", "/https://[a-z]+\\.apps\\.test/"));

  @ParameterizedTest
  @ValueSource(strings = {"https://app.test", "https://one.apps.test"})
  void isAllowed(String origin) {
    assertThat(SOME.allow(List.of(origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "http://app.test",
        "https://app.test/",
        "https://app.test:443",
        "https://APP.test",
        "https://one.apps.test.evil.test",
        "https://evil.test/https://one.apps.test",
        "/https://[a-z]+\\.apps\\.test/"
      })
  void isNotAllowed(String origin) {
    assertThat(SOME.allow(List.of(origin))).isFalse();
  }

  @Test
  void twoOriginsAreNone() {
    assertThat(SOME.allow(List.of("https://app.test", "https://app.test"))).isFalse();
  }

  @Test
  void anyOriginIsAllowedButAnOpaqueOne() {
    AllowedOrigins any = AllowedOrigins.of(List.of("*"));

    assertThat(any.allow(List.of("https://whoever.test"))).isTrue();
    assertThat(any.allow(List.of("null"))).isFalse();
  }

  @Test
  void withoutOriginsNothingIsAllowed() {
    assertThat(AllowedOrigins.of(List.of()).areThere()).isFalse();
    assertThat(SOME.areThere()).isTrue();
  }
}
