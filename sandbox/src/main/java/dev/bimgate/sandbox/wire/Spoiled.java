package dev.bimgate.sandbox.wire;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The effect of a fault on a complete response before it is sent. */
final class Spoiled {

  private Spoiled() {}

  /** Whether the fault needs the complete response. */
  static boolean needsWhole(@Nullable Fault fault) {
    return fault instanceof Fault.Garble
        || fault instanceof Fault.Padded
        || fault instanceof Fault.Shortened
        || fault instanceof Fault.Gzipped;
  }

  static Answer of(Answer right, @Nullable Fault fault) {
    if (fault instanceof Fault.Garble) {
      return right.withBody(Buffer.buffer("<html>{\"unfinished\": ["));
    }
    if (fault instanceof Fault.Padded padded) {
      return right.withBody(padded(right.body(), padded.bytes()));
    }
    if (fault instanceof Fault.Shortened shortened) {
      return right.withBody(start(right.body(), shortened.bytes()));
    }
    if (fault instanceof Fault.Gzipped gzipped) {
      Answer zipped = isZipped(right) ? right : right.gzipped();
      return zipped.withBody(start(zipped.body(), zipped.body().length() - gzipped.missingBytes()));
    }
    return right;
  }

  /** Whether the fault must precede compression: what it needs plain must not be in gzip. */
  static boolean needsPlain(@Nullable Fault fault) {
    return fault instanceof Fault.Padded || fault instanceof Fault.Shortened;
  }

  private static boolean isZipped(Answer answer) {
    return "gzip".equals(answer.fields().get("Content-Encoding"));
  }

  private static Buffer padded(Buffer body, int bytes) {
    byte[] spaces = new byte[Math.max(0, bytes - body.length())];
    Arrays.fill(spaces, (byte) ' ');
    return body.copy().appendBytes(spaces);
  }

  private static Buffer start(Buffer body, int bytes) {
    return body.getBuffer(0, Math.max(0, Math.min(bytes, body.length())));
  }
}
