package dev.bimgate.gateway.token;

import java.math.BigInteger;

/**
 * The mark of RSA keys made by a faulty chip library, whose private half can be computed
 * (CVE-2017-15361): modulo every small prime their modulus is a power of 65537.
 */
final class RocaKey {

  private static final int GENERATOR = 65_537;
  private static final int LARGEST_PRIME = 167;

  private RocaKey() {}

  /** Whether the modulus bears the mark; a sound one does with a chance below one in 2^26. */
  static boolean isMarked(BigInteger modulus) {
    for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
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
      power = power * (GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
