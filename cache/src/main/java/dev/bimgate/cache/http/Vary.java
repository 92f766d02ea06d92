package dev.bimgate.cache.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The {@code Vary} of a response (RFC 9111, section 4.1): the headers that another request must
 * have alike to be served the same response.
 */
public final class Vary {

  /**
   * Headers that make no variant: the gateway chooses the coding, and the caller is part of every
   * key already.
   */
  private static final Set<String> ELSEWHERE = Set.of("accept-encoding", "authorization");

  /** More names than this count as {@code *}: each lookup would have to go through them. */
  static final int MAX_NAMES = 32;

  /** One response for all requests. */
  public static final Vary NONE = new Vary(false, List.of());

  private final boolean any;
  private final List<String> names;

  private Vary(boolean any, List<String> names) {
    this.any = any;
    this.names = names;
  }

  /** The meaning of these lines of {@code Vary}. */
  public static Vary of(List<String> lines) {
    Set<String> names = new TreeSet<>();
    boolean any = false;
    for (String member : Members.of(lines)) {
      any |= member.equals("*") || !Tokens.isToken(member);
      names.add(member.toLowerCase(Locale.ROOT));
    }
    names.removeAll(ELSEWHERE);
    any |= names.size() > MAX_NAMES;
    return new Vary(any, any ? List.of() : List.copyOf(names));
  }

  /**
   * Whether no other request can be served the response: {@code *} is among the members, or one
   * that cannot be a header name, so that its meaning is unknown; or there are too many.
   */
  public boolean isAny() {
    return any;
  }

  /**
   * The headers that make a variant, sorted, in lower case; without {@code accept-encoding} (the
   * gateway codes) and {@code authorization} (the caller is in the key). None if {@link #isAny()}.
   */
  public List<String> names() {
    return names;
  }

  /**
   * The headers and their values in a request, as one text: two requests have the same only if each
   * header is absent from both, or means the same in both. Empty without {@link #names}.
   */
  public String variantOf(Headers request) {
    if (names.isEmpty()) {
      return "";
    }
    StringBuilder variant = new StringBuilder();
    for (String name : names) {
      append(variant, name);
      List<String> lines = request.of(name);
      if (lines.isEmpty()) {
        variant.append('-');
      } else {
        append(variant, normalised(name, lines));
      }
    }
    return variant.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vary vary && any == vary.any && names.equals(vary.names);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Boolean.hashCode(any);
  }

  @Override
  public String toString() {
    return any ? "*" : String.join(", ", names);
  }

  private static void append(StringBuilder variant, String text) {
    variant.append(text.length()).append(':').append(text);
  }

  /**
   * The value of a header, in one form where its own specification says that the forms mean the
   * same.
   *
   * <p>Spaces around separators mean nothing in the {@code Accept} headers, nor does case in
   * languages and charsets, nor the order of languages: their weights count (RFC 9110, section
   * 12.5.4). Of all others we only know that lines make a list.
   */
  private static String normalised(String name, List<String> lines) {
    return switch (name) {
      case "accept" -> joined(members(lines));
      case "accept-charset" -> joined(members(lines).map(Vary::lowerCase));
      case "accept-language" -> joined(members(lines).map(Vary::lowerCase).sorted());
      default -> joined(lines.stream().map(Members::trimmed));
    };
  }

  private static Stream<String> members(List<String> lines) {
    return Members.of(lines).stream().map(member -> String.join(";", Members.partsOf(member)));
  }

  private static String joined(Stream<String> parts) {
    return String.join(", ", (Iterable<String>) parts::iterator);
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
