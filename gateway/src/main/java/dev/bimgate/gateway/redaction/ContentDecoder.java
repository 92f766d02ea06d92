package dev.bimgate.gateway.redaction;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes a content coding, as much at a time as the caller has room for. */
sealed interface ContentDecoder extends AutoCloseable permits ContentDecoder.Identity, GzipDecoder {

  /**
   * Selects the decoder for a {@code Content-Encoding}; the names are of RFC 9110, section 8.4.1.
   *
   * @param contentEncoding the value, null when there is none
   * @return empty for an unsupported coding, and for a list of codings
   */
  static Optional<ContentDecoder> of(@Nullable String contentEncoding) {
    String coding = contentEncoding == null ? "" : contentEncoding.strip();
    return switch (coding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(new Identity());
      case "gzip", "x-gzip" -> Optional.of(new GzipDecoder());
      default -> Optional.empty();
    };
  }

  /** Feeds the next bytes, which must stay unchanged until {@link #read} has used them up. */
  void feed(byte[] input);

  /**
   * Fills {@code output} as far as the fed input allows.
   *
   * @return the number of bytes written; 0 when the input is used up
   */
  int read(byte[] output) throws MalformedBodyException;

  /** Ends the input, once the last of it is used up. */
  void finish() throws MalformedBodyException;

  /** Frees what the decoder holds outside the heap. */
  @Override
  void close();

  final class Identity implements ContentDecoder {

    private byte[] input = {};
    private int at;

    @Override
    public void feed(byte[] input) {
      this.input = input;
      at = 0;
    }

    @Override
    public int read(byte[] output) {
      int length = Math.min(output.length, input.length - at);
      System.arraycopy(input, at, output, 0, length);
      at += length;
      return length;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }
}
