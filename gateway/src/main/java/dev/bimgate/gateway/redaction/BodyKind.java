package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.context.FieldChars;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a body on a redacted path is JSON, told from its {@code Content-Type}. */
public enum BodyKind {
  /** Said to be JSON: it is, or it does not go on. */
  JSON,
  /** Nothing said that we understand: it is JSON or empty, or it does not go on. */
  UNDECLARED,
  /**
   * Said to be something else, of a kind in which JSON is sometimes sent ({@code text/plain},
   * {@code text/html}, {@code application/octet-stream}): taken for JSON when it begins like an
   * array or an object, else it passes as it came unless a redacted name stands in it.
   */
  OTHER,
  /** Pictures, sound, film, fonts, models: passes as it came, coding and all. */
  OPAQUE;

  private static final Set<String> OPAQUE_TYPES =
      Set.of("image", "audio", "video", "font", "model");

  /**
   * Reads a {@code Content-Type} field; parameters count for nothing (RFC 9110, section 8.3.1).
   *
   * @param contentType the field's value, null when there is none; several joined by commas are not
   *     understood
   */
  public static BodyKind of(@Nullable String contentType) {
    if (contentType == null) {
      return UNDECLARED;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String[] parts = mediaType.split("/", -1);
    if (parts.length != 2 || !FieldChars.isToken(parts[0]) || !FieldChars.isToken(parts[1])) {
      return UNDECLARED;
    }
    if (isJsonSubtype(parts[1])) {
      return JSON;
    }
    boolean opaque = OPAQUE_TYPES.contains(parts[0]) && !parts[1].endsWith("+xml");
    return opaque ? OPAQUE : OTHER;
  }

  /** JSON itself, its relatives by suffix, sequence or line, and the scripts that wrap it. */
  private static boolean isJsonSubtype(String subtype) {
    return subtype.contains("json") || subtype.endsWith("javascript");
  }
}
