package dev.bimgate.cache.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an answer's {@code Vary} says (RFC 9111, section 4.1): the request fields that another
 * request must have alike to be given the same answer.
 */
public final class Variance {

  /**
   * Fields that make no variant: the coding is chosen by ourselves, and the caller is part of every
   * key already.
   */
  private static final Set<String> ELSEWHERE = Set.of("accept-encoding", "authorization");

  /** More names than this are as good as {@code *}: each lookup would have to go through them. */
  static final int MAX_NAMES = 32;

  /** One answer for all requests. */
  public static final Variance NONE = new Variance(false, List.of());

  private final boolean any;
  private final List<String> names;

  private Variance(boolean any, List<String> names) {
    this.any = any;
    this.names = names;
  }

  /** What these lines of {@code Vary} say. */
  public static Variance of(List<String> lines) {
    Set<String> names = new TreeSet<>();
    boolean any = false;
    for (String member : Members.of(lines)) {
      any |= member.equals("*") || !Tokens.isToken(member);
      names.add(member.toLowerCase(Locale.ROOT));
    }
    names.removeAll(ELSEWHERE);
    any |= names.size() > MAX_NAMES;
    return new Variance(any, any ? List.of() : List.copyOf(names));
  }

  /**
   * Whether no other request can be given the answer: {@code *} is among the members, or one that
   * cannot be a field's name, so that nobody knows what it stands for; or there are too many.
   */
  public boolean isAny() {
    return any;
  }

  /**
   * The fields that make a variant, sorted, in lower case; without {@code accept-encoding} (we code
   * ourselves) and {@code authorization} (the caller is in the key). None if {@link #isAny()}.
   */
  public List<String> names() {
    return names;
  }

  /**
   * The fields and what a request has in them, as one text: two requests have the same only if each
   * field is absent from both, or means the same in both. Empty without {@link #names}.
   */
  public String variantOf(FieldLines request) {
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
    return other instanceof Variance variance
        && any == variance.any
        && names.equals(variance.names);
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
   * The value of a field's lines, in one form where the field's own specification says that the
   * forms mean the same.
   *
   * <p>Spaces around separators mean nothing in the {@code Accept} fields, nor does case in
   * languages and charsets, nor the order of languages: it is their weights that count (RFC 9110,
   * section 12.5.4). Of all others we know only that lines make a list.
   */
  private static String normalised(String name, List<String> lines) {
    return switch (name) {
      case "accept" -> joined(members(lines));
      case "accept-charset" -> joined(members(lines).map(Variance::lowerCase));
      case "accept-language" -> joined(members(lines).map(Variance::lowerCase).sorted());
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
