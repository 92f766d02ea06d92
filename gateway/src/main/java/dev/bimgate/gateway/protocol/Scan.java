package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.http.HttpSyntax;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Fast scans over bytes, and the results of an unfinished one. */
final class Scan {

  /** The bytes end before the parsed element does. */
  static final int INCOMPLETE = -1;

  /** The parser has found an error. */
  static final int REJECTED = -2;

  static final byte CR = '\r';
  static final byte LF = '\n';
  static final byte TAB = '\t';
  static final byte SPACE = ' ';

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long SPACES = SPACE * ONES;
  private static final long DELETES = 0x7f * ONES;

  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] TARGET = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      TOKEN[c] = HttpSyntax.isTokenChar(c);
      TARGET[c] = HttpSyntax.isTargetChar(c);
    }
  }

  private Scan() {}

  /** The index of the first byte that is no character of a token, or {@code end}. */
  static int endOfToken(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && TOKEN[bytes[at] & 0xff]) {
      at++;
    }
    return at;
  }

  /** The index of the first byte that is no character of a target, or {@code end}. */
  static int endOfTarget(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && TARGET[bytes[at] & 0xff]) {
      at++;
    }
    return at;
  }

  /** The index of the first byte that a header value may not hold, or {@code end}. */
  static int endOfValue(byte[] bytes, int from, int end) {
    int at = from;
    while (true) {
      while (at + Long.BYTES <= end && !mayHoldControl((long) LONGS.get(bytes, at))) {
        at += Long.BYTES;
      }
      int stop = Math.min(end, at + Long.BYTES);
      while (at < stop) {
        if (!HttpSyntax.isValueChar(bytes[at] & 0xff)) {
          return at;
        }
        at++;
      }
      if (at == end) {
        return end;
      }
    }
  }

  /** True whenever one of eight bytes is below 0x20 or is 0x7f; seldom true otherwise. */
  private static boolean mayHoldControl(long eight) {
    long below = (eight - SPACES) & ~eight;
    long delete = eight ^ DELETES;
    return ((below | ((delete - ONES) & ~delete)) & HIGH_BITS) != 0;
  }

  /** True when the bytes are this text, ignoring case; the text is in lower case. */
  static boolean isText(byte[] bytes, int from, int to, byte[] lowerCase) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (lowerCase(bytes[from + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 0x20) : octet;
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }
}
