package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedResourceTest {

  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  @ParameterizedTest
  @ValueSource(strings = {"https://gateway.test:8443", "https://gateway.test:8443/"})
  void withoutAPrefixTheMetadataAreAtTheOneWellKnownPath(String publicUrl) {
    assertThat(ProtectedResource.of(Optional.of(URI.create(publicUrl))))
        .isEqualTo(
            new ProtectedResource(
                "https://gateway.test:8443/v2",
                "https://gateway.test:8443" + WELL_KNOWN + "/v2",
                Set.of(WELL_KNOWN + "/v2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://gateway.test/a/b", "https://gateway.test/a/b//"})
  void aPrefixComesAfterTheWellKnownPath(String publicUrl) {
    assertThat(ProtectedResource.of(Optional.of(URI.create(publicUrl))))
        .isEqualTo(
            new ProtectedResource(
                "https://gateway.test/a/b/v2",
                "https://gateway.test" + WELL_KNOWN + "/a/b/v2",
                Set.of(WELL_KNOWN + "/a/b/v2", WELL_KNOWN + "/v2")));
  }

  @Test
  void withoutAPublicUrlThereAreNone() {
    assertThat(ProtectedResource.of(Optional.empty()))
        .isEqualTo(new ProtectedResource(null, null, Set.of()));
  }
}
