package dev.bimgate.gateway.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a rejection: one verification, whatever the reason. */
class TimingEqualizerTest {

  private static final TestKey RSA = TestKey.rsa("rsa");

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(
      value = RejectionReason.class,
      names = {"NOT_A_JWT", "EXPIRED", "WRONG_PARTY", "ALGORITHM", "KIND", "UNKNOWN_KEY"})
  void aReasonFoundEarlyCostsAVerification(RejectionReason cause) {
    new TimingEqualizer(this::rsaKey).spendFor(cause);

    assertThat(asked).containsExactly("RS256");
  }

  @ParameterizedTest
  @EnumSource(
      value = RejectionReason.class,
      names = {"BAD_SIGNATURE", "KEYS_UNAVAILABLE", "OVERLOADED"},
      mode = Mode.INCLUDE)
  void aReasonFoundByAVerificationOrWithAResponseOfItsOwnCostsNoMore(RejectionReason cause) {
    new TimingEqualizer(this::rsaKey).spendFor(cause);

    assertThat(asked).isEmpty();
  }

  @Test
  void withoutKeysThereIsNothingToSpend() {
    new TimingEqualizer(algorithm -> null).spendFor(RejectionReason.EXPIRED);

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void aDummyEcSignatureIsInRange(String curve) {
    ECPublicKey key = (ECPublicKey) TestKey.ec("ec", curve).publicKey();
    BigInteger order = key.getParams().getOrder();

    byte[] nothing = TimingEqualizer.nothing(key);

    int half = nothing.length / 2;
    assertThat(half).isEqualTo((order.bitLength() + 7) / 8);
    assertThat(new BigInteger(1, Arrays.copyOf(nothing, half))).isPositive().isLessThan(order);
    assertThat(new BigInteger(1, Arrays.copyOfRange(nothing, half, nothing.length)))
        .isPositive()
        .isLessThan(order);
  }

  /**
   * A parser that fails before the signature check would take less time than for a bad signature.
   */
  @ParameterizedTest
  @CsvSource({"ES256, secp256r1", "ES384, secp384r1", "ES512, secp521r1"})
  void aDummyEcTokenFailsByItsSignatureAlone(String algorithm, String curve) {
    assertFailsByItsSignature(algorithm, TestKey.ec("ec", curve));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void aDummyRsaTokenFailsByItsSignatureAlone(String algorithm) {
    assertFailsByItsSignature(algorithm, RSA);
  }

  private static void assertFailsByItsSignature(String algorithm, TestKey pair) {
    IssuerKey key = new IssuerKey(TestToken.ISSUER, pair.id(), Set.of(algorithm), pair.publicKey());

    assertThatThrownBy(
            () -> SmallRyeReader.verify(TimingEqualizer.tokenOf(algorithm, pair.publicKey()), key))
        .isInstanceOfSatisfying(
            TokenRejectedException.class,
            e -> assertThat(e.why()).isEqualTo(RejectionReason.BAD_SIGNATURE));
  }

  @Test
  void aDummyRsaSignatureIsInRange() {
    RSAPublicKey key = (RSAPublicKey) RSA.publicKey();

    byte[] nothing = TimingEqualizer.nothing(key);

    assertThat(nothing).hasSize(256);
    assertThat(new BigInteger(1, nothing)).isLessThan(key.getModulus()).isPositive();
  }

  private @Nullable IssuerKey rsaKey(String algorithm) {
    asked.add(algorithm);
    return new IssuerKey(TestToken.ISSUER, "rsa", Set.of("RS256"), RSA.publicKey());
  }
}
