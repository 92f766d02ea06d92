package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The results of a {@link Http1Parser} for some bytes in pieces.
 *
 * @param passed how many bytes of whole units and bodies were found
 * @param heads how many requests were among them
 * @param fault the error in what follows these bytes, or null
 */
record Reading(int passed, int heads, @Nullable ProtocolError error) {

  /** Reads bytes all at once. */
  static Reading of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  static Reading of(String text) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads bytes in pieces.
   *
   * @param cuts where each piece ends, in order
   */
  static Reading of(byte[] bytes, int... cuts) {
    Http1Parser reader = new Http1Parser();
    int passed = 0;
    int heads = 0;
    for (int cut : cuts) {
      while (passed < cut) {
        int body = (int) Math.min(reader.bodyBytes(), cut - passed);
        reader.skipBody(body);
        passed += body;
        if (passed == cut) {
          break;
        }
        boolean atHead = reader.isAtHead();
        // At another offset each time, as buffers are in practice.
        byte[] moved = new byte[cut - passed + 7];
        System.arraycopy(bytes, passed, moved, 7, cut - passed);
        int after = reader.read(moved, 7, moved.length);
        if (after == Scan.REJECTED) {
          return new Reading(passed, heads, reader.fault());
        }
        if (after == Scan.INCOMPLETE) {
          break;
        }
        heads += atHead && !reader.isAfterEmptyLine() ? 1 : 0;
        passed += after - 7;
      }
    }
    return new Reading(passed, heads, null);
  }

  /** Reads bytes one by one. */
  static Reading oneByOne(byte[] bytes) {
    int[] cuts = new int[bytes.length];
    Arrays.setAll(cuts, i -> i + 1);
    return of(bytes, cuts);
  }
}
