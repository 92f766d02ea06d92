package dev.bimgate.cache.byteform;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a {@link ByteForm}: every number big-endian, every text with its length. */
final class FormWriter {

  /** The largest two-byte count. */
  static final int MAX_COUNT = 0xffff;

  /** A hundred thousand years; a longer time is written as this. */
  static final long LONGEST_MILLIS = 1L << 52;

  private final ByteArrayOutputStream written;

  FormWriter(int expectedBytes) {
    this.written = new ByteArrayOutputStream(expectedBytes);
  }

  void octet(int value) {
    written.write(value);
  }

  /** A length or a count. */
  void count(int value) throws ByteFormException {
    if (value < 0 || value > MAX_COUNT) {
      throw new ByteFormException("more than two bytes can count");
    }
    written.write(value >> 8);
    written.write(value);
  }

  /** Milliseconds, of a time since 1970 or of a duration. */
  void millis(long value) throws ByteFormException {
    if (value < 0 || value > LONGEST_MILLIS) {
      throw new ByteFormException("a time out of bounds");
    }
    written.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  void duration(Duration duration) throws ByteFormException {
    boolean isLonger = duration.toSeconds() > LONGEST_MILLIS / 1000;
    millis(isLonger ? LONGEST_MILLIS : Math.min(LONGEST_MILLIS, duration.toMillis()));
  }

  /** A text as UTF-8; a surrogate without its partner has no such form (RFC 3629, section 3). */
  void text(String text) throws ByteFormException {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new ByteFormException("a text that UTF-8 cannot hold");
    }
    count(bytes.remaining());
    written.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
  }

  void texts(Collection<String> texts) throws ByteFormException {
    count(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  void textOrNone(@Nullable String text) throws ByteFormException {
    octet(text == null ? 0 : 1);
    if (text != null) {
      text(text);
    }
  }

  void block(byte[] bytes) {
    written.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    written.writeBytes(bytes);
  }

  byte[] bytes() {
    return written.toByteArray();
  }
}
