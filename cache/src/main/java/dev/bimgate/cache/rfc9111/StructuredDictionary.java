package dev.bimgate.cache.rfc9111;

import dev.bimgate.cache.http.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary of RFC 8941, parsed as strictly as its section 4.2.2 requires. */
final class StructuredDictionary {

  /** The type of a member's value, as far as it is used here. */
  enum Kind {
    INTEGER,
    TRUE,
    FALSE,
    OTHER
  }

  /**
   * The value of a member, without its parameters.
   *
   * @param text a string's content; all else as it came
   */
  record Value(Kind kind, String text) {}

  /** A text that is no dictionary; it carries no stack trace. */
  private static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedException() {
      super(null, null, false, false);
    }
  }

  private static final Value TRUE = new Value(Kind.TRUE, "?1");
  private static final Value FALSE = new Value(Kind.FALSE, "?0");
  private static final char END = (char) -1;

  private final String text;
  private int at;

  private StructuredDictionary(String text) {
    this.text = text;
  }

  /** The members by their keys, the last of equal ones; null if the text is no dictionary. */
  static @Nullable Map<String, Value> parse(String text) {
    try {
      return new StructuredDictionary(text).members();
    } catch (MalformedException outOfForm) {
      return null;
    }
  }

  private Map<String, Value> members() {
    Map<String, Value> members = new LinkedHashMap<>();
    skip(" ");
    while (at < text.length()) {
      members.put(key(), takes('=') ? itemOrInnerList() : TRUE);
      parameters();
      skip(" \t");
      if (at < text.length()) {
        expect(takes(','));
        skip(" \t");
        expect(at < text.length());
      }
    }
    return members;
  }

  private Value itemOrInnerList() {
    int start = at;
    if (!takes('(')) {
      return bareItem();
    }
    skip(" ");
    while (!takes(')')) {
      bareItem();
      parameters();
      expect(next() == ' ' || next() == ')');
      skip(" ");
    }
    return new Value(Kind.OTHER, text.substring(start, at));
  }

  private void parameters() {
    while (takes(';')) {
      skip(" ");
      key();
      if (takes('=')) {
        bareItem();
      }
    }
  }

  private String key() {
    int start = at;
    expect(Tokens.isLower(next()) || next() == '*');
    while (Tokens.isLower(next()) || Tokens.isDigit(next()) || isOneOf("_-.*")) {
      at++;
    }
    return text.substring(start, at);
  }

  private Value bareItem() {
    char first = next();
    if (first == '-' || Tokens.isDigit(first)) {
      return number();
    }
    if (Tokens.isAlpha(first) || first == '*') {
      return token();
    }
    return switch (first) {
      case '"' -> string();
      case '?' -> bool();
      case ':' -> bytes();
      default -> throw new MalformedException();
    };
  }

  private Value number() {
    int start = at;
    takes('-');
    int whole = digits();
    if (!takes('.')) {
      expect(whole >= 1 && whole <= 15);
      return new Value(Kind.INTEGER, text.substring(start, at));
    }
    int fraction = digits();
    expect(whole >= 1 && whole <= 12 && fraction >= 1 && fraction <= 3);
    return new Value(Kind.OTHER, text.substring(start, at));
  }

  private int digits() {
    int start = at;
    while (Tokens.isDigit(next())) {
      at++;
    }
    return at - start;
  }

  private Value token() {
    int start = at;
    while (Tokens.isTokenChar(next()) || isOneOf(":/")) {
      at++;
    }
    return new Value(Kind.OTHER, text.substring(start, at));
  }

  private Value string() {
    StringBuilder content = new StringBuilder();
    at++;
    while (!takes('"')) {
      boolean escaped = takes('\\');
      char c = next();
      expect(escaped ? c == '"' || c == '\\' : c >= ' ' && c <= '~');
      content.append(c);
      at++;
    }
    return new Value(Kind.OTHER, content.toString());
  }

  private Value bool() {
    at++;
    if (takes('1')) {
      return TRUE;
    }
    expect(takes('0'));
    return FALSE;
  }

  private Value bytes() {
    int start = at;
    at++;
    while (!takes(':')) {
      expect(Tokens.isAlpha(next()) || Tokens.isDigit(next()) || isOneOf("+/="));
      at++;
    }
    return new Value(Kind.OTHER, text.substring(start, at));
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean isOneOf(String chars) {
    return chars.indexOf(next()) >= 0;
  }

  private boolean takes(char c) {
    boolean taken = next() == c;
    at += taken ? 1 : 0;
    return taken;
  }

  private void skip(String spaces) {
    while (isOneOf(spaces)) {
      at++;
    }
  }

  private static void expect(boolean inForm) {
    if (!inForm) {
      throw new MalformedException();
    }
  }
}
