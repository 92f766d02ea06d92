package dev.bimgate.gateway.token.parse;

import dev.bimgate.gateway.context.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The SHA-256 of a token: its key in the caches of tokens, which do not hold the token itself.
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

  /** Whether a token has these bytes; takes the same time wherever they differ. */
  static boolean isOf(AuthorizationHeader.Token token, byte[] bytes) {
    return token.length() == bytes.length && WORKSPACE.get().equal(token, bytes);
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

    TokenDigest digest(AuthorizationHeader.Token credential) {
      credential.copyTo(token);
      sha256.update(token, 0, credential.length());
      try {
        sha256.digest(hash, 0, hash.length);
      } catch (DigestException tooShort) {
        throw new IllegalStateException(tooShort);
      }
      return new TokenDigest(at(0), at(8), at(16), at(24));
    }

    /** Compares eight bytes at a time, and all of them. */
    boolean equal(AuthorizationHeader.Token credential, byte[] known) {
      credential.copyTo(token);
      int longs = known.length & -Long.BYTES;
      long difference = 0;
      for (int i = 0; i < longs; i += Long.BYTES) {
        difference |= (long) LONGS.get(token, i) ^ (long) LONGS.get(known, i);
      }
      for (int i = longs; i < known.length; i++) {
        difference |= token[i] ^ known[i];
      }
      return difference == 0;
    }

    private long at(int index) {
      return (long) LONGS.get(hash, index);
    }
  }
}
