package dev.bimgate.cache.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A request field that selects a variant, brought to one form where its own specification says that
 * the forms mean the same (RFC 9111, section 4.1).
 */
final class SelectingField {

  private SelectingField() {}

  /**
   * The value of a field's lines.
   *
   * <p>Spaces around separators mean nothing in the {@code Accept} fields, nor does case in
   * languages and charsets, nor the order of languages: it is their weights that count (RFC 9110,
   * section 12.5.4). Of all others we know only that lines make a list.
   */
  static String normalised(String name, List<String> lines) {
    return switch (name) {
      case "accept" -> joined(members(lines));
      case "accept-charset" -> joined(members(lines).map(SelectingField::lowerCase));
      case "accept-language" -> joined(members(lines).map(SelectingField::lowerCase).sorted());
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
