package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Sha256;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A generated body of any length: equal seeds, equal bytes, and nothing is held in memory. */
public record Download(long seed, long lengthBytes) {

  private static final int STEP_BYTES = 1 << 16;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** SHA-256 of the whole body as lower-case hex. */
  public String sha256() {
    MessageDigest digest = Sha256.start();
    for (long from = 0; from < lengthBytes; from += STEP_BYTES) {
      digest.update(bytes(from, (int) Math.min(STEP_BYTES, lengthBytes - from)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A number of bytes of the body from a position on. */
  public byte[] bytes(long from, int count) {
    long firstWord = from / 8;
    int skipped = (int) (from % 8);
    int words = (skipped + count + 7) / 8;
    ByteBuffer buffer = ByteBuffer.allocate(words * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      buffer.putLong(word(firstWord + i));
    }
    byte[] bytes = new byte[count];
    buffer.get(skipped, bytes);
    return bytes;
  }

  Buffer buffer(long from, int count) {
    return Buffer.buffer(bytes(from, count));
  }

  /**
   * SplitMix64: each word depends on its index alone, so that a range costs no more than itself.
   */
  private long word(long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
