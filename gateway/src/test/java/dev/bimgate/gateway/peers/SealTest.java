package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SealTest {

  private static final String NAME = "bimgate:{p}:h:era:l:annas";
  private static final String OTHER_NAME = "bimgate:{p}:h:era:l:bens";
  private static final byte[] TEXT = bytes("the projects of anna");

  private final Seal seal = Seals.of(1);

  @Test
  void aTextOpensUnderItsName() {
    assertThat(seal.open(NAME, seal.seal(NAME, TEXT))).contains(TEXT);
  }

  @Test
  void anEmptyTextOpensToo() {
    assertThat(seal.open(NAME, seal.seal(NAME, new byte[0]))).contains(new byte[0]);
  }

  @Test
  void everyGatewayWithTheKeyOpensIt() {
    assertThat(Seals.of(1).open(NAME, seal.seal(NAME, TEXT))).contains(TEXT);
  }

  @Test
  void nothingOfTheTextIsSeen() {
    byte[] sealed = seal.seal(NAME, TEXT);

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain("projects", "anna", NAME);
    assertThat(sealed).hasSize(Seal.IDENTITY_BYTES + TEXT.length + Seal.TAG_BYTES);
  }

  @Test
  void aTextIsSealedDifferentlyEachTime() {
    byte[] one = seal.seal(NAME, TEXT);
    byte[] other = seal.seal(NAME, TEXT);

    assertThat(Arrays.copyOf(one, Seal.IDENTITY_BYTES))
        .isNotEqualTo(Arrays.copyOf(other, Seal.IDENTITY_BYTES));
    assertThat(tail(one)).isNotEqualTo(tail(other));
  }

  @Test
  void aCopyUnderAnotherNameDoesNotOpen() {
    assertThat(seal.open(OTHER_NAME, seal.seal(NAME, TEXT))).isEmpty();
  }

  @Test
  void twoTextsWhoseNamesWereSwappedDoNotOpen() {
    byte[] annas = seal.seal(NAME, TEXT);
    byte[] bens = seal.seal(OTHER_NAME, bytes("the projects of ben"));

    assertThat(seal.open(NAME, bens)).isEmpty();
    assertThat(seal.open(OTHER_NAME, annas)).isEmpty();
  }

  @Test
  void noPartOfASealedTextOpens() {
    byte[] sealed = seal.seal(NAME, TEXT);

    for (int length = 0; length < sealed.length; length++) {
      assertThat(seal.open(NAME, Arrays.copyOf(sealed, length))).isEmpty();
    }
  }

  @Test
  void nothingOpensWithMoreBytesAfterIt() {
    byte[] sealed = seal.seal(NAME, TEXT);

    assertThat(seal.open(NAME, Arrays.copyOf(sealed, sealed.length + 1))).isEmpty();
  }

  @Test
  void nothingOpensWithOneBitChanged() {
    byte[] sealed = seal.seal(NAME, TEXT);

    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(seal.open(NAME, changed)).isEmpty();
    }
  }

  @Test
  void theNonceOfOneTextDoesNotOpenAnother() {
    byte[] one = seal.seal(NAME, TEXT);
    byte[] mixed = seal.seal(NAME, TEXT);
    System.arraycopy(one, 0, mixed, 0, Seal.IDENTITY_BYTES);

    assertThat(seal.open(NAME, mixed)).isEmpty();
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    assertThat(Seals.of(2).open(NAME, seal.seal(NAME, TEXT))).isEmpty();
  }

  /** Or whoever knows one key could write texts that pass for those of another. */
  @Test
  void theIdOfAnotherKeyDoesNotOpenIt() {
    // Given
    Seal both = Seals.of(1, 2);
    byte[] ofTheSecond = Seals.of(2).seal(NAME, TEXT);

    // When
    System.arraycopy(both.seal(NAME, TEXT), 0, ofTheSecond, 0, SealKey.ID_BYTES);

    // Then
    assertThat(both.open(NAME, ofTheSecond)).isEmpty();
  }

  /** Keys are added last, moved first, and removed: each step gateway by gateway. */
  @ParameterizedTest
  @MethodSource("neighbours")
  void gatewaysOneStepOfARotationApartOpenEachOthersTexts(Seal one, Seal other) {
    assertThat(other.open(NAME, one.seal(NAME, TEXT))).contains(TEXT);
    assertThat(one.open(NAME, other.seal(NAME, TEXT))).contains(TEXT);
  }

  static Stream<Arguments> neighbours() {
    return Stream.of(
        Arguments.of(Seals.of(1), Seals.of(1, 2)),
        Arguments.of(Seals.of(1, 2), Seals.of(2, 1)),
        Arguments.of(Seals.of(2, 1), Seals.of(2)));
  }

  @Test
  void aKeyThatWasRemovedOpensNothing() {
    assertThat(Seals.of(2).open(NAME, Seals.of(1, 2).seal(NAME, TEXT))).isEmpty();
  }

  @Test
  void aNameIsTheSameOnEveryGatewayWithTheSameFirstKey() {
    assertThat(Seals.of(1).name("list", TEXT)).isEqualTo(Seals.of(1, 2).name("list", TEXT));
  }

  @Test
  void aNameIsAnotherUnderAnotherFirstKey() {
    assertThat(Seals.of(1, 2).name("list", TEXT)).isNotEqualTo(Seals.of(2, 1).name("list", TEXT));
  }

  @Test
  void aNameSaysNothingOfWhatItNames() {
    assertThat(seal.name("list", TEXT)).matches("[A-Za-z0-9_-]{43}").doesNotContain("anna");
  }

  @Test
  void differentThingsHaveDifferentNames() {
    assertThat(
            List.of(
                seal.name("list", bytes("ab"), bytes("c")),
                seal.name("list", bytes("a"), bytes("bc")),
                seal.name("list", bytes("abc")),
                seal.name("list", bytes("abc"), bytes("")),
                seal.name("user", bytes("abc")),
                seal.name("lista", bytes("bc")),
                seal.name("list")))
        .doesNotHaveDuplicates();
  }

  @Test
  void aKeyFileHasAKeyOnEachLineAndBlankLines() {
    Seal read = Seal.of(List.of("", Seals.line(1) + "\r", "  ", "\t" + Seals.line(2)));

    assertThat(read.open(NAME, Seals.of(1).seal(NAME, TEXT))).isPresent();
    assertThat(read.open(NAME, Seals.of(2).seal(NAME, TEXT))).isPresent();
    assertThat(read.name("list", TEXT)).isEqualTo(seal.name("list", TEXT));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void anyOtherKeyFileIsRejectedWithTheLineAndNoneOfItsContent(List<String> lines, String why) {
    assertThatThrownBy(() -> Seal.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why)
        .hasNoCause();
  }

  static Stream<Arguments> malformed() {
    String key = Seals.line(1);
    return Stream.of(
        Arguments.of(List.of(), "there is no key"),
        Arguments.of(List.of(" ", ""), "there is no key"),
        Arguments.of(List.of(key, "secret"), "line 2 is no base64 key of 256 bits"),
        Arguments.of(List.of(key.substring(4)), "line 1 is no base64 key of 256 bits"),
        Arguments.of(List.of(key + key), "line 1 is no base64 key of 256 bits"),
        Arguments.of(List.of("# " + key), "line 1 is no base64 key of 256 bits"),
        Arguments.of(List.of(key, "", key), "line 3 repeats a key"));
  }

  private static byte[] tail(byte[] sealed) {
    return Arrays.copyOfRange(sealed, Seal.IDENTITY_BYTES, sealed.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
