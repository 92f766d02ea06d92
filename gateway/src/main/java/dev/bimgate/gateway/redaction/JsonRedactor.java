package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.Set;

/**
 * Removes the members with certain names from a JSON document as its bytes stream by.
 *
 * <p>The members are removed at any depth, with their values and one comma; every other byte is
 * unchanged. Names are compared after unescaping and without regard to case ({@link NameMatch}).
 * The document is read strictly by RFC 8259, in UTF-8 without a byte order mark, the removed values
 * too, and nothing is passed on from the first wrong byte on: the output so far is the beginning of
 * a document without those members, and its reader must learn that it is truncated. An empty body
 * is no document.
 *
 * <p>Whitespace in front of a removed member goes with it; when the object has no member before it,
 * it is the whitespace behind its comma instead. Memory is constant: a name is held only while it
 * can still match, and whitespace behind a comma up to {@value #MAX_HELD_WHITESPACE_BYTES} bytes;
 * longer whitespace is moved in front of that comma, where it means the same.
 *
 * <p>One instance reads one document, on one thread at a time.
 */
final class JsonRedactor implements BodyFilter {

  /** The deepest nesting of arrays and objects. */
  static final int MAX_DEPTH = 512;

  static final int MAX_HELD_WHITESPACE_BYTES = 8192;

  private static final int NO_DEPTH = -1;

  private enum Expected {
    VALUE,
    FIRST_ELEMENT_OR_END,
    FIRST_NAME_OR_END,
    NAME,
    REST_OF_NAME,
    COLON,
    REST_OF_STRING,
    REST_OF_SCALAR,
    COMMA_OR_END,
    NOTHING
  }

  private final NameMatch name;
  private final StringScan string = new StringScan();
  private final ScalarScan scalar = new ScalarScan();
  private final Nesting nesting = new Nesting(MAX_DEPTH);
  private final KeptBytes bytes = new KeptBytes();
  private Expected expected = Expected.VALUE;

  /** The depth of the object whose member is being removed. */
  private int removingAt = NO_DEPTH;

  /**
   * @param names the members to remove
   */
  JsonRedactor(Set<String> names) {
    name = new NameMatch(names);
  }

  @Override
  public void feed(byte[] chunk, int from, int to, Sink sink) throws MalformedBodyException {
    if (expected == Expected.NOTHING) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    bytes.begin(chunk, from, sink);
    try {
      int at = from;
      while (at < to) {
        at = read(chunk, at, to);
      }
    } catch (MalformedBodyException e) {
      expected = Expected.NOTHING;
      throw e;
    }
    bytes.end(to);
    if (expected == Expected.NAME && bytes.carriedLength() > MAX_HELD_WHITESPACE_BYTES) {
      bytes.passCarriedButFirst(sink);
    }
  }

  @Override
  public void finish() throws MalformedBodyException {
    boolean scalarAlone = expected == Expected.REST_OF_SCALAR && scalar.mayEnd();
    boolean complete = scalarAlone || expected == Expected.COMMA_OR_END;
    expected = Expected.NOTHING;
    if (!complete || nesting.depth() > 0) {
      throw new MalformedBodyException(Fault.CUT_SHORT);
    }
  }

  private int read(byte[] chunk, int at, int to) throws MalformedBodyException {
    return switch (expected) {
      case REST_OF_NAME -> nameFrom(chunk, at, to);
      case REST_OF_STRING -> stringFrom(chunk, at, to);
      case REST_OF_SCALAR -> scalarFrom(chunk, at, to);
      default -> {
        byte b = chunk[at];
        yield b == ' ' || b == '\n' || b == '\r' || b == '\t' ? at + 1 : token(b, at);
      }
    };
  }

  private int token(byte b, int at) throws MalformedBodyException {
    return switch (expected) {
      case FIRST_ELEMENT_OR_END -> b == ']' ? leave(at) : value(b, at);
      case VALUE -> value(b, at);
      case FIRST_NAME_OR_END -> b == '}' ? leave(at) : name(b, at);
      case NAME -> name(b, at);
      case COLON -> colon(b, at);
      case COMMA_OR_END -> commaOrEnd(b, at);
      default -> throw new MalformedBodyException(Fault.NOT_JSON);
    };
  }

  private int value(byte b, int at) throws MalformedBodyException {
    switch (b) {
      case '{' -> {
        nesting.enterObject();
        expected = Expected.FIRST_NAME_OR_END;
      }
      case '[' -> {
        nesting.enterArray();
        expected = Expected.FIRST_ELEMENT_OR_END;
      }
      case '"' -> {
        name.beginNone();
        string.begin();
        expected = Expected.REST_OF_STRING;
      }
      default -> {
        scalar.begin();
        expected = Expected.REST_OF_SCALAR;
        return at;
      }
    }
    return at + 1;
  }

  private int leave(int at) {
    nesting.leave();
    valueEnded(at + 1);
    return at + 1;
  }

  private int stringFrom(byte[] chunk, int at, int to) throws MalformedBodyException {
    int behind = string.scan(chunk, at, to, name);
    if (string.ended()) {
      valueEnded(behind);
    }
    return behind;
  }

  private int scalarFrom(byte[] chunk, int at, int to) throws MalformedBodyException {
    int behind = scalar.scan(chunk, at, to);
    if (scalar.ended()) {
      valueEnded(behind);
    }
    return behind;
  }

  private void valueEnded(int behind) {
    expected = Expected.COMMA_OR_END;
    if (removingAt == nesting.depth()) {
      removingAt = NO_DEPTH;
      bytes.passFrom(behind);
    }
  }

  private int commaOrEnd(byte b, int at) throws MalformedBodyException {
    if ((b == ']' && nesting.inArray()) || (b == '}' && nesting.inObject())) {
      return leave(at);
    }
    if (b != ',' || nesting.depth() == 0) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    if (nesting.inArray()) {
      expected = Expected.VALUE;
      return at + 1;
    }
    expected = Expected.NAME;
    if (removingAt == NO_DEPTH) {
      commaOfMember(at);
    }
    return at + 1;
  }

  /** A comma is passed on only between two members that are, so it waits for the name behind it. */
  private void commaOfMember(int at) {
    bytes.holdFrom(at);
    if (!nesting.hasKeptMember()) {
      bytes.discard();
    }
  }

  private int name(byte b, int at) throws MalformedBodyException {
    if (b != '"') {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    string.begin();
    expected = Expected.REST_OF_NAME;
    if (removingAt != NO_DEPTH) {
      name.beginNone();
      return at + 1;
    }
    name.begin();
    if (bytes.discarding()) {
      bytes.passFrom(at);
    }
    if (!bytes.holding()) {
      bytes.holdFrom(at);
    }
    return at + 1;
  }

  private int nameFrom(byte[] chunk, int at, int to) throws MalformedBodyException {
    int behind = string.scan(chunk, at, to, name);
    if (bytes.holding() && (name.hopeless() || string.ended())) {
      decide();
    }
    if (string.ended()) {
      expected = Expected.COLON;
    }
    return behind;
  }

  private void decide() {
    if (string.ended() && name.matched()) {
      removingAt = nesting.depth();
      bytes.discard();
    } else {
      nesting.memberKept();
      bytes.pass();
    }
  }

  private int colon(byte b, int at) throws MalformedBodyException {
    if (b != ':') {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    expected = Expected.VALUE;
    return at + 1;
  }
}
