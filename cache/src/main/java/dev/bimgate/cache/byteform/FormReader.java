package dev.bimgate.cache.byteform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a {@link ByteForm} from untrusted bytes: a length is compared with what is
 * left before anything is allocated for it.
 */
final class FormReader {

  private final ByteBuffer left;

  FormReader(byte[] bytes) {
    this.left = ByteBuffer.wrap(bytes);
  }

  int octet() throws ByteFormException {
    require(1);
    return Byte.toUnsignedInt(left.get());
  }

  int count() throws ByteFormException {
    require(Short.BYTES);
    return Short.toUnsignedInt(left.getShort());
  }

  long millis() throws ByteFormException {
    require(Long.BYTES);
    long millis = left.getLong();
    if (millis < 0 || millis > FormWriter.LONGEST_MILLIS) {
      throw new ByteFormException("a time out of bounds");
    }
    return millis;
  }

  Duration duration() throws ByteFormException {
    return Duration.ofMillis(millis());
  }

  String text() throws ByteFormException {
    int length = count();
    require(length);
    ByteBuffer bytes = left.slice(left.position(), length);
    left.position(left.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new ByteFormException("a text that is not UTF-8");
    }
  }

  List<String> texts() throws ByteFormException {
    List<String> texts = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      texts.add(text());
    }
    return texts;
  }

  /** Whether the next, optional part is present. */
  boolean isThere() throws ByteFormException {
    int mark = octet();
    if (mark > 1) {
      throw new ByteFormException("neither there nor not there");
    }
    return mark == 1;
  }

  @Nullable String textOrNone() throws ByteFormException {
    return isThere() ? text() : null;
  }

  byte[] block() throws ByteFormException {
    require(Integer.BYTES);
    long length = Integer.toUnsignedLong(left.getInt());
    require(length);
    byte[] block = new byte[(int) length];
    left.get(block);
    return block;
  }

  /** To be called last: trailing bytes could make two forms of one thing. */
  void end() throws ByteFormException {
    if (left.hasRemaining()) {
      throw new ByteFormException("bytes after the end");
    }
  }

  private void require(long bytes) throws ByteFormException {
    if (bytes > left.remaining()) {
      throw new ByteFormException("cut off");
    }
  }
}
