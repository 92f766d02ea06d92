package dev.bimgate.gateway.peers;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

/** Seals of known keys. */
final class Seals {

  private Seals() {}

  /** A seal with these keys, each of one repeated byte. */
  static Seal of(int... keys) {
    return Seal.of(IntStream.of(keys).mapToObj(Seals::line).toList());
  }

  /** The line of a key file. */
  static String line(int key) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) key);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
