package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.Arrays;

/**
 * One JSON number or literal ({@code true}, {@code false}, {@code null}), read by a table.
 *
 * <p>A scalar ends at the first byte that cannot continue it; that byte is not part of it.
 */
final class ScalarScan {

  private static final byte WRONG = -1;
  private static final byte ENDED = -2;

  private static final int START = 0;
  private static final int MINUS = 1;
  private static final int ZERO = 2;
  private static final int INTEGER = 3;
  private static final int POINT = 4;
  private static final int FRACTION = 5;
  private static final int EXPONENT = 6;
  private static final int EXPONENT_SIGN = 7;
  private static final int EXPONENT_DIGITS = 8;
  private static final int LITERAL = 9;
  private static final int FIRST_OF_LITERALS = 10;

  /** The next state by state and byte. */
  private static final byte[][] NEXT = table();

  private int state;

  private static byte[][] table() {
    byte[][] next = new byte[FIRST_OF_LITERALS + 10][256];
    for (byte[] row : next) {
      Arrays.fill(row, WRONG);
    }
    for (int accepting : new int[] {ZERO, INTEGER, FRACTION, EXPONENT_DIGITS, LITERAL}) {
      Arrays.fill(next[accepting], ENDED);
    }
    numbers(next);
    int free = FIRST_OF_LITERALS;
    for (String literal : new String[] {"true", "false", "null"}) {
      free = literal(next, literal, free);
    }
    return next;
  }

  private static void numbers(byte[][] next) {
    next[START]['-'] = MINUS;
    for (int state : new int[] {START, MINUS}) {
      digits(next, state, INTEGER);
      next[state]['0'] = ZERO;
    }
    digits(next, INTEGER, INTEGER);
    next[ZERO]['.'] = POINT;
    next[INTEGER]['.'] = POINT;
    digits(next, POINT, FRACTION);
    digits(next, FRACTION, FRACTION);
    for (int state : new int[] {ZERO, INTEGER, FRACTION}) {
      next[state]['e'] = EXPONENT;
      next[state]['E'] = EXPONENT;
    }
    next[EXPONENT]['+'] = EXPONENT_SIGN;
    next[EXPONENT]['-'] = EXPONENT_SIGN;
    for (int state : new int[] {EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS}) {
      digits(next, state, EXPONENT_DIGITS);
    }
  }

  private static void digits(byte[][] next, int state, int to) {
    Arrays.fill(next[state], '0', '9' + 1, (byte) to);
  }

  private static int literal(byte[][] next, String literal, int firstFree) {
    int free = firstFree;
    int state = START;
    for (int i = 0; i < literal.length() - 1; i++) {
      next[state][literal.charAt(i)] = (byte) free;
      state = free++;
    }
    next[state][literal.charAt(literal.length() - 1)] = LITERAL;
    return free;
  }

  void begin() {
    state = START;
  }

  /** Whether the byte at the index returned last belongs to what follows. */
  boolean ended() {
    return state == ENDED;
  }

  /** Whether the scalar is whole if nothing follows. */
  boolean mayEnd() {
    return NEXT[state]['\n'] == ENDED;
  }

  /**
   * Reads on until the scalar or the input ends.
   *
   * @return the index behind the last byte of the scalar
   */
  int scan(byte[] bytes, int from, int to) throws MalformedBodyException {
    for (int at = from; at < to; at++) {
      state = NEXT[state][bytes[at] & 0xFF];
      if (state == WRONG) {
        throw new MalformedBodyException(Fault.NOT_JSON);
      }
      if (state == ENDED) {
        return at;
      }
    }
    return to;
  }
}
