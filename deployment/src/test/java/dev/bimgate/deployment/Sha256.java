package dev.bimgate.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a body, fed with it piece by piece. */
public final class Sha256 {

  private final MessageDigest digest = start();

  /** Reads the stream to its end, or until so many bytes have come, and returns how many came. */
  long feed(InputStream stream, long mostBytes) {
    byte[] buffer = new byte[64 * 1024];
    long fed = 0;
    try {
      while (fed < mostBytes) {
        int count = stream.read(buffer, 0, (int) Math.min(buffer.length, mostBytes - fed));
        if (count < 0) {
          return fed;
        }
        digest.update(buffer, 0, count);
        fed += count;
      }
      return fed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all that it was fed with, as lower-case hex; it starts anew then. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A SHA-256 that has been fed with nothing. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
