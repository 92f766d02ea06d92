package dev.bimgate.cache.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What is computed from a body once, before it is stored. */
final class Forms {

  private Forms() {}

  /** A strong ETag: SHA-256 of the bytes as base64url, in quotes. */
  static String strongEtag(byte[] body) {
    byte[] digest = sha256().digest(body);
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
  }

  /** The gzip form, or null if it would not be smaller. */
  static byte @Nullable [] gzipIfSmaller(byte[] body) {
    var packed = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return packed.size() < body.length ? packed.toByteArray() : null;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
