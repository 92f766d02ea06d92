package dev.bimgate.gateway.token.parse;

import dev.bimgate.gateway.context.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The SHA-256 of a token: its cache key, so that the token itself is not stored.
 *
 * @param a the first eight bytes, and so on
 */
public record TokenDigest(long a, long b, long c, long d) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  /** The digest of a token no longer than {@link AuthorizationHeader#MAX_LENGTH}. */
  public static TokenDigest of(AuthorizationHeader.Token token) {
    return WORKSPACE.get().digest(token);
  }

  /** Bits of the digest, which is a hash already. */
  @Override
  public int hashCode() {
    return (int) a;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest that
        && a == that.a
        && b == that.b
        && c == that.c
        && d == that.d;
  }

  /** Without the digest, by which a reader of logs could recognise a token. */
  @Override
  public String toString() {
    return "TokenDigest[redacted]";
  }

  /** Buffers of one thread, so that digests allocate nothing. */
  private static final class Workspace {

    private final MessageDigest sha256 = Sha256.start();
    private final byte[] token = new byte[AuthorizationHeader.MAX_LENGTH];
    private final byte[] hash = new byte[32];

    @SuppressWarnings(
        "deprecation") // header values hold bytes as characters, so the low bytes are all there is
    TokenDigest digest(AuthorizationHeader.Token credential) {
      credential.field().getBytes(credential.start(), credential.field().length(), token, 0);
      sha256.update(token, 0, credential.length());
      try {
        sha256.digest(hash, 0, hash.length);
      } catch (DigestException tooShort) {
        throw new IllegalStateException(tooShort);
      }
      return new TokenDigest(at(0), at(8), at(16), at(24));
    }

    private long at(int index) {
      return (long) LONGS.get(hash, index);
    }
  }
}
