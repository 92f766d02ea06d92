package dev.bimgate.gateway.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.token.TestIssuer;
import dev.bimgate.gateway.token.result.KeyFetch;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryDocumentTest {

  private static final String KEYS = "https://login.example/keys";

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEYS,
        "HTTPS://login.example/keys",
        "http://127.0.0.1:8080/keys",
        "http://127.1.2.3/keys",
        "http://localhost/keys",
        "http://[::1]:8080/keys"
      })
  void keysAreFetchedOverTlsOrFromThisMachine(String address) throws KeyFetchException {
    assertThat(read(TestIssuer.documentFor("i", address), null).keysAddress()).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "http://login.example/keys, FORBIDDEN_ADDRESS",
    "http://127.0.0.1.evil.example/keys, FORBIDDEN_ADDRESS",
    "http://localhost.evil.example/keys, FORBIDDEN_ADDRESS",
    "http://localhost@evil.example/keys, FORBIDDEN_ADDRESS",
    "file:///etc/keys, FORBIDDEN_ADDRESS",
    "ftp://localhost/keys, FORBIDDEN_ADDRESS",
    "/keys, FORBIDDEN_ADDRESS",
    "'https://login.example/a b', MALFORMED",
    "'', FORBIDDEN_ADDRESS"
  })
  void anotherAddressIsRejected(String address, KeyFetch result) {
    assertFails(TestIssuer.documentFor("i", address), null, result);
  }

  @Test
  void thePinnedIssuerMustBeNamedExactly() {
    assertFails(TestIssuer.documentFor("https://i/", KEYS), "https://i", KeyFetch.WRONG_ISSUER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"jwks_uri\":\"" + KEYS + "\"}",
        "{\"issuer\":\"i\"}",
        "{\"issuer\":\"\",\"jwks_uri\":\"" + KEYS + "\"}",
        "{\"issuer\":7,\"jwks_uri\":\"" + KEYS + "\"}",
        "{\"issuer\":\"i\",\"issuer\":\"j\",\"jwks_uri\":\"" + KEYS + "\"}"
      })
  void anInvalidDocumentIsMalformed(String document) {
    assertFails(document, null, KeyFetch.MALFORMED);
  }

  private static void assertFails(String document, @Nullable String pinned, KeyFetch result) {
    assertThatThrownBy(() -> read(document, pinned))
        .isInstanceOfSatisfying(
            KeyFetchException.class,
            e -> assertThat(KeyFetchException.resultOf(e)).isEqualTo(result));
  }

  private static DiscoveryDocument read(String document, @Nullable String pinned)
      throws KeyFetchException {
    return DiscoveryDocument.read(
        new DocumentFetch.Document(Buffer.buffer(document), null), pinned);
  }
}
