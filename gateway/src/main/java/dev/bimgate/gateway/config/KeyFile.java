package dev.bimgate.gateway.config;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The form of a file of keys: a base64 key of 256 bits on each line, blank lines apart. */
public final class KeyFile {

  private static final int KEY_BYTES = 32;

  private KeyFile() {}

  /**
   * The keys, in their order.
   *
   * @throws IllegalArgumentException if it is anything else; the message names the line, and
   *     nothing of its content
   */
  public static List<byte[]> keys(List<String> lines) {
    List<byte[]> keys = new ArrayList<>();
    Set<ByteBuffer> distinct = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        byte[] key = key(line, i + 1);
        if (!distinct.add(ByteBuffer.wrap(key))) {
          throw new IllegalArgumentException("line " + (i + 1) + " repeats a key");
        }
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    return keys;
  }

  private static byte[] key(String line, int number) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException malformed) {
      key = new byte[0];
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("line " + number + " is no base64 key of 256 bits");
    }
    return key;
  }
}
