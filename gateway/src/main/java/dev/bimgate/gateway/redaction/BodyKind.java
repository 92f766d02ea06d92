package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.context.http.HttpSyntax;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a body on a redacted path is JSON, by its {@code Content-Type}. */
public enum BodyKind {
  /** Declared as JSON: forwarded only if it is. */
  JSON,
  /** No usable declaration: forwarded only if it is JSON or empty. */
  UNDECLARED,
  /**
   * Declared as something else that sometimes holds JSON ({@code text/plain}, {@code text/html},
   * {@code application/octet-stream}): treated as JSON when it begins like an array or an object,
   * else forwarded unchanged unless it contains a redacted name.
   */
  OTHER,
  /** Pictures, sound, film, fonts, models: forwarded unchanged, in any coding. */
  OPAQUE;

  private static final Set<String> OPAQUE_TYPES =
      Set.of("image", "audio", "video", "font", "model");

  /**
   * Reads a {@code Content-Type} header; parameters count for nothing (RFC 9110, section 8.3.1).
   *
   * @param contentType the value, null when there is none; several joined by commas count as none
   */
  public static BodyKind of(@Nullable String contentType) {
    if (contentType == null) {
      return UNDECLARED;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String[] parts = mediaType.split("/", -1);
    if (parts.length != 2 || !HttpSyntax.isToken(parts[0]) || !HttpSyntax.isToken(parts[1])) {
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
