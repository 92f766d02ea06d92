package dev.bimgate.gateway.token.keys;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** Checks that a public key is valid and strong; neither library nor JDK checks all of this. */
final class SoundKey {

  /** RFC 7518, 3.3 and 3.5. */
  private static final int MIN_RSA_BITS = 2_048;

  private static final int MAX_RSA_BITS = 8_192;

  /** Of the keys affected by CVE-2017-15361. */
  private static final int ROCA_GENERATOR = 65_537;

  private static final int LARGEST_ROCA_PRIME = 167;

  private SoundKey() {}

  static boolean isSound(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return isSound(rsa);
    }
    return key instanceof ECPublicKey ec && isOnCurve(ec.getW(), ec.getParams().getCurve());
  }

  private static boolean isSound(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    return bits >= MIN_RSA_BITS
        && bits <= MAX_RSA_BITS
        && !hasRocaMark(key.getModulus())
        // An even exponent is invalid; a huge one makes verification as costly as signing.
        && exponent.testBit(0)
        && exponent.bitLength() > 1
        && exponent.bitLength() <= 64;
  }

  /**
   * Whether the key is vulnerable to ROCA (CVE-2017-15361), so that its private half can be
   * computed: modulo every small prime the modulus is a power of 65537. The chance for any other
   * key is below one in 2^26.
   */
  private static boolean hasRocaMark(BigInteger modulus) {
    for (int prime = 3; prime <= LARGEST_ROCA_PRIME; prime += 2) {
      if (BigInteger.valueOf(prime).isProbablePrime(20)
          && !isPower(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPower(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (ROCA_GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }

  /** SEC 1, 3.2.2.1; sufficient, as the order of the NIST curves is prime. */
  private static boolean isOnCurve(ECPoint point, EllipticCurve curve) {
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.pow(2).mod(p).equals(right);
  }
}
