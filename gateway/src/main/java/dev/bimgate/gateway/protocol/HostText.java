package dev.bimgate.gateway.protocol;

/**
 * The syntax of {@code Host} (RFC 9110, section 7.2): a name or address, and a port.
 *
 * <p>Narrower than the grammar: characters of a registered name that no name in use has (commas,
 * semicolons, percent signs) are rejected, as they look like lists of hosts.
 */
final class HostText {

  private static final int MAX_BYTES = 255;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  private HostText() {}

  static boolean isValid(byte[] bytes, int from, int to) {
    if (from == to || to - from > MAX_BYTES) {
      return false;
    }
    int end = bytes[from] == '[' ? endOfAddress(bytes, from, to) : endOfName(bytes, from, to);
    if (end == from) {
      return false;
    }
    return end == to || (bytes[end] == ':' && isPort(bytes, end + 1, to));
  }

  private static int endOfName(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isNameChar(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isNameChar(byte octet) {
    byte lower = Scan.lowerCase(octet);
    boolean letter = lower >= 'a' && lower <= 'z';
    return letter || Scan.isDigit(octet) || "-._~".indexOf(octet) >= 0;
  }

  /** The index after an IPv6 address in brackets; {@code from} when there is none. */
  private static int endOfAddress(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to && isAddressChar(bytes[at])) {
      at++;
    }
    boolean closed = at < to && bytes[at] == ']' && at - from > 2;
    return closed ? at + 1 : from;
  }

  private static boolean isAddressChar(byte octet) {
    byte lower = Scan.lowerCase(octet);
    return Scan.isDigit(octet) || (lower >= 'a' && lower <= 'f') || octet == ':' || octet == '.';
  }

  /** An empty port is valid (RFC 3986, section 3.2.3). */
  private static boolean isPort(byte[] bytes, int from, int to) {
    int port = 0;
    for (int i = from; i < to; i++) {
      if (!Scan.isDigit(bytes[i])) {
        return false;
      }
      port = port * 10 + bytes[i] - '0';
      if (port > MAX_PORT) {
        return false;
      }
    }
    return to - from <= MAX_PORT_DIGITS;
  }
}
