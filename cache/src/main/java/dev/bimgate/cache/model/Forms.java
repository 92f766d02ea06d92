package dev.bimgate.cache.model;

import com.github.benmanes.caffeine.cache.Interner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body in the forms that clients get. Stored ones that are equal are one object, for as long as a
 * response holds it: the members of a team mostly get equal lists.
 */
final class Forms {

  private static final Interner<Forms> STORED = Interner.newWeakInterner();

  final byte[] body;
  final byte @Nullable [] gzip;

  private Forms(byte[] body, byte @Nullable [] gzip) {
    this.body = body;
    this.gzip = gzip;
  }

  /** The forms of a response that is not stored. */
  static Forms transientOf(byte[] body) {
    return new Forms(body, null);
  }

  /** The forms of a stored response; not to be written to from here on. */
  static Forms stored(byte[] body, byte @Nullable [] gzip) {
    return STORED.intern(new Forms(body, gzip));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Forms forms
        && Arrays.equals(body, forms.body)
        && Arrays.equals(gzip, forms.gzip);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body);
  }

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
