package dev.bimgate.gateway.token.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastTokenTest {

  private static final String TEXT = "header.payload.signature-of-43-characters_and-more";

  private final LastToken last = new LastToken();

  @Test
  void theSameTokenHasTheSameDigestWithoutHashing() {
    TokenDigest digest = remember("Bearer " + TEXT);

    assertThat(last.digestOf(token("Bearer " + TEXT))).isSameAs(digest);
    assertThat(last.digestOf(token("BimPlus " + TEXT))).isSameAs(digest);
  }

  @Test
  void aTokenThatDiffersInOneCharacterHasADigestOfItsOwn() {
    TokenDigest digest = remember("Bearer " + TEXT);

    for (int i = 0; i < TEXT.length(); i++) {
      String other = TEXT.substring(0, i) + '!' + TEXT.substring(i + 1);
      assertThat(last.digestOf(token("Bearer " + other)))
          .isNotEqualTo(digest)
          .isEqualTo(TokenDigest.of(token("Bearer " + other)));
    }
  }

  @Test
  void theBeginningAndTheContinuationOfATokenAreOtherTokens() {
    TokenDigest digest = remember("Bearer " + TEXT);

    assertThat(last.digestOf(token("Bearer " + TEXT + "="))).isNotEqualTo(digest);
    assertThat(last.digestOf(token("Bearer " + TEXT.substring(0, 48)))).isNotEqualTo(digest);
    assertThat(last.digestOf(token("Bearer "))).isNotEqualTo(digest);
  }

  @Test
  void tokensThatTakeTurnsKeepTheirDigests() {
    for (String each : List.of(TEXT, "another" + TEXT, TEXT, TEXT.replace('a', 'b'), TEXT)) {
      assertThat(remember("Bearer " + each)).isEqualTo(TokenDigest.of(token("Bearer " + each)));
    }
  }

  @Test
  void aLongTokenIsNotStored() {
    String text = "a".repeat(LastToken.MAX_BYTES + 1);

    TokenDigest digest = remember("Bearer " + text);

    assertThat(last.digestOf(token("Bearer " + text))).isEqualTo(digest).isNotSameAs(digest);
  }

  @Test
  void onlyTheTokenThatIsNotValidAnyMoreIsForgotten() {
    TokenDigest digest = remember("Bearer " + TEXT);

    last.forget(TokenDigest.of(token("Bearer another")));
    assertThat(last.digestOf(token("Bearer " + TEXT))).isSameAs(digest);

    last.forget(TokenDigest.of(token("Bearer " + TEXT)));
    assertThat(last.digestOf(token("Bearer " + TEXT))).isEqualTo(digest).isNotSameAs(digest);
  }

  private TokenDigest remember(String field) {
    TokenDigest digest = last.digestOf(token(field));
    last.remember(token(field), digest);
    return digest;
  }

  private static AuthorizationHeader.Token token(String field) {
    return (AuthorizationHeader.Token) AuthorizationHeader.read(List.of(field));
  }
}
