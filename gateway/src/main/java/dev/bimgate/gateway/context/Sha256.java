package dev.bimgate.gateway.context;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, of what must be neither kept nor shown itself. */
public final class Sha256 {

  private static final int SHOWN_BYTES = 8;

  private Sha256() {}

  /** A new digest to feed. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** The digest of a text in UTF-8. */
  public static byte[] of(String text) {
    return start().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How a value that may be a secret by mistake is logged: the first eight bytes in hex. */
  public static String shown(String text) {
    return "sha256:" + HexFormat.of().formatHex(of(text), 0, SHOWN_BYTES);
  }
}
