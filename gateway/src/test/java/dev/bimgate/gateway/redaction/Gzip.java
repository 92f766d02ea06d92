package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Gzip members made for tests. */
final class Gzip {

  static final int HEADER_BYTES = 10;

  private Gzip() {}

  static byte[] member(String text) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
      gzip.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toByteArray();
  }

  /** A member whose header has flags and their optional parts, but for a check sum. */
  static byte[] member(String text, int flags, byte[]... fields) {
    byte[] plain = member(text);
    plain[3] = (byte) flags;
    byte[] header = Arrays.copyOf(plain, HEADER_BYTES);
    return concat(concat(header, concat(fields)), tail(plain));
  }

  /** The same with the header's check sum behind them. */
  static byte[] checkedMember(String text, int flags, byte[]... fields) {
    byte[] unchecked = member(text, flags, fields);
    int headerLength = HEADER_BYTES + concat(fields).length;
    CRC32 crc = new CRC32();
    crc.update(unchecked, 0, headerLength);
    byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(unchecked, headerLength, unchecked.length);
    return concat(Arrays.copyOf(unchecked, headerLength), sum, rest);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] tail(byte[] member) {
    return Arrays.copyOfRange(member, HEADER_BYTES, member.length);
  }
}
