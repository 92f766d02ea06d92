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
 * response holds it: the members of a team mostly get equal lists. So their other forms are made
 * once; only those that another gateway has made are apart.
 */
final class Forms {

  private static final Interner<Forms> STORED = Interner.newWeakInterner();

  final byte[] body;

  /** Whether its gzip form is still to be made. */
  private boolean isOpen;

  private final boolean packable;

  /** Not written to any more once a response has these forms. */
  private byte @Nullable [] gzip;

  private @Nullable String strongEtag;

  private Forms(byte[] body, boolean packable, byte @Nullable [] gzip) {
    this.body = body;
    this.packable = packable;
    this.isOpen = packable;
    this.gzip = gzip;
  }

  /** The forms of a response that is not stored. */
  static Forms transientOf(byte[] body) {
    return new Forms(body, false, null);
  }

  /**
   * The forms of a response to store.
   *
   * @param body not to be written to from here on
   * @param packable whether it may have a gzip form
   */
  static Forms stored(byte[] body, boolean packable) {
    return STORED.intern(new Forms(body, packable, null)).complete();
  }

  /** The forms of a response that was stored before, with the gzip form that it had then. */
  static Forms again(byte[] body, byte @Nullable [] gzipThen) {
    return STORED.intern(new Forms(body, false, gzipThen));
  }

  private synchronized Forms complete() {
    if (isOpen) {
      gzip = gzipIfSmaller(body);
      isOpen = false;
    }
    return this;
  }

  /** The gzip form, or null if there is none. */
  byte @Nullable [] gzip() {
    return gzip;
  }

  /** A strong ETag: SHA-256 of the bytes as base64url, in quotes. */
  synchronized String strongEtag() {
    String made = strongEtag;
    if (made == null) {
      byte[] digest = sha256().digest(body);
      made = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
      strongEtag = made;
    }
    return made;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Forms forms
        && packable == forms.packable
        && Arrays.equals(body, forms.body)
        && (packable || Arrays.equals(gzip, forms.gzip));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body);
  }

  /** The gzip form, or null if it would not be smaller. */
  private static byte @Nullable [] gzipIfSmaller(byte[] body) {
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
