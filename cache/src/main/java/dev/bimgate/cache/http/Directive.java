package dev.bimgate.cache.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One cache directive (RFC 9111, section 5.2).
 *
 * <p>No record: JDK 17 breaks records with annotated components when the fuzzer instruments them.
 */
public final class Directive {

  private final String name;
  private final @Nullable String argument;

  /** A directive by its name, in any case, and its argument without quotes. */
  public Directive(String name, @Nullable String argument) {
    this.name = name;
    this.argument = argument;
  }

  /** A member of the list; one that begins with no token has an empty name. */
  static Directive of(String member) {
    int end = Tokens.lengthAtStart(member);
    String name = member.substring(0, end);
    if (end == member.length()) {
      return new Directive(name, null);
    }
    boolean hasValue = member.charAt(end) == '=';
    return new Directive(name, hasValue ? value(member.substring(end + 1)) : member.substring(end));
  }

  private static String value(String text) {
    boolean quoted = text.startsWith("\"") && Members.endOfQuoted(text, 0) == text.length() - 1;
    return quoted ? unescaped(text.substring(1, text.length() - 1)) : text;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      // The last character is no escape, or the quoted string had not ended there.
      i += text.charAt(i) == '\\' ? 1 : 0;
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }

  String name() {
    return name;
  }

  /** What follows the name, unchanged where it is malformed; null if nothing does. */
  @Nullable String argument() {
    return argument;
  }

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  Duration seconds() {
    Duration seconds = argument == null ? null : DeltaSeconds.parse(argument);
    return seconds == null ? Duration.ZERO : seconds;
  }
}
