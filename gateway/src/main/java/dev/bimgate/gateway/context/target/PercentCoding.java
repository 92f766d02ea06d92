package dev.bimgate.gateway.context.target;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The percent-encoding of paths and queries (RFC 3986, section 2.1). */
public final class PercentCoding {

  private PercentCoding() {}

  /**
   * The octets that a text encodes; null when an escape is broken.
   *
   * @param text each character of which is an octet
   */
  public static byte @Nullable [] decode(String text) {
    if (text.indexOf('%') < 0) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      int octet = text.charAt(i);
      if (octet == '%') {
        octet = octetAt(text, i);
        i += 2;
      }
      if (octet < 0) {
        return null;
      }
      octets.write(octet);
    }
    return octets.toByteArray();
  }

  /** The octet of the escape at {@code percent}, or -1 when it is broken. */
  static int octetAt(String text, int percent) {
    boolean hex =
        percent + 2 < text.length()
            && HexFormat.isHexDigit(text.charAt(percent + 1))
            && HexFormat.isHexDigit(text.charAt(percent + 2));
    return hex ? HexFormat.fromHexDigits(text, percent + 1, percent + 3) : -1;
  }
}
