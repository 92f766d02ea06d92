package dev.bimgate.gateway.context;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 digest of a text: what stands in for it where it must not be kept or told. */
public final class Sha256 {

  private static final int SHOWN_BYTES = 8;

  private Sha256() {}

  public static byte[] of(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** How a value that may be a secret by mistake is logged: not told, and to be compared. */
  public static String shown(String text) {
    return "sha256:" + HexFormat.of().formatHex(of(text), 0, SHOWN_BYTES);
  }
}
