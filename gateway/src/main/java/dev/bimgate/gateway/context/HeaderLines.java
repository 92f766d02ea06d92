package dev.bimgate.gateway.context;

import dev.bimgate.cache.model.Header;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * The headers of one HTTP/1.1 response as lines. They are not validated: nothing in them comes from
 * outside but a {@link Header}, which is valid. No name may be set twice, or added and set.
 */
final class HeaderLines implements HeaderTarget {

  private static final FastThreadLocal<HeaderLines> OF_THIS_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected HeaderLines initialValue() {
          return new HeaderLines();
        }
      };

  private static final int USUAL_BYTES = 1_024;

  /** Longer than any number. */
  private static final int NUMBER_BYTES = 20;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int end;

  private HeaderLines() {}

  /** Empty lines, to be written before the next call on this event loop. */
  static HeaderLines begin() {
    HeaderLines lines = OF_THIS_LOOP.get();
    lines.end = 0;
    return lines;
  }

  @Override
  public void add(Header header) {
    set(header.name(), header.value());
  }

  @Override
  public void add(CharSequence name, CharSequence value) {
    set(name, value);
  }

  @Override
  public void set(CharSequence name, CharSequence value) {
    begin(name, value.length());
    append(value);
    end("\r\n");
  }

  @Override
  public void set(CharSequence name, long value) {
    begin(name, NUMBER_BYTES);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = end + digits - 1; i >= end; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    end += digits;
    end("\r\n");
  }

  /** In bytes. */
  int length() {
    return end;
  }

  void writeTo(ByteBuf out) {
    out.writeBytes(bytes, 0, end);
  }

  private void begin(CharSequence name, int valueLength) {
    int longest = end + name.length() + valueLength + 4;
    if (longest > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * longest);
    }
    append(name);
    end(": ");
  }

  private void end(String two) {
    bytes[end++] = (byte) two.charAt(0);
    bytes[end++] = (byte) two.charAt(1);
  }

  @SuppressWarnings("deprecation") // each character is an octet
  private void append(CharSequence text) {
    int length = text.length();
    if (text instanceof AsciiString ascii) {
      System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, end, length);
    } else {
      text.toString().getBytes(0, length, bytes, end);
    }
    end += length;
  }
}
