package dev.bimgate.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of secrets that settings name, each read and checked at once.
 *
 * <p>Each method throws an {@link IllegalArgumentException} if there is no such content: its
 * message is the cause and the remedy, and holds nothing of the content.
 */
public final class SecretFile {

  private static final long LARGEST_BYTES = 8192;

  private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** The fault of a token of other characters. */
  static final String TOKEN68_TEXT = "must be made of letters, digits and - . _ ~ + / alone";

  /** The fault of a path that leads to no file. */
  static final String UNREADABLE =
      "names no file that the gateway may read; create it or change its owner";

  private SecretFile() {}

  /** The admin token of {@code gateway.admin.token-file}, trimmed. */
  public static String adminToken(Path file) {
    String token = content(file, "the token").strip();
    if (token.isEmpty()) {
      throw new IllegalArgumentException("names an empty file; put the token into it");
    }
    if (!isToken(token)) {
      throw new IllegalArgumentException("names a file whose content " + TOKEN68_TEXT);
    }
    return token;
  }

  /** Whether it can be a bearer token (RFC 6750, section 2.1). */
  static boolean isToken(String text) {
    return TOKEN68.matcher(text).matches();
  }

  /** The lines of {@code gateway.peers.key-file}, which are a {@link KeyFile}. */
  public static List<String> keyLines(Path file) {
    List<String> lines = content(file, "the keys").lines().toList();
    try {
      var unused = KeyFile.keys(lines);
      return lines;
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "names a file in which "
              + malformed.getMessage()
              + "; put one into it that openssl rand -base64 32 prints",
          malformed);
    }
  }

  private static String content(Path file, String what) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(UNREADABLE);
    }
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "names a file of more than 8 KB; put " + what + " alone into it");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "names a file that cannot be read as text; put " + what + " into it", unreadable);
    }
  }
}
