package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.Sha256;
import java.security.MessageDigest;
import java.util.List;

/** The admin token, of which only the digest is stored. */
public final class AdminToken {

  private static final String SCHEME = "Bearer ";

  private volatile byte[] digest;

  public AdminToken(String token) {
    this.digest = Sha256.of(token);
  }

  /** Takes another token in place of the present one. */
  public void replace(String token) {
    digest = Sha256.of(token);
  }

  /**
   * Whether these values of {@code Authorization} are this token, once, under {@code Bearer}. The
   * time it takes does not depend on how much of the token is right.
   */
  public boolean isIn(List<String> authorization) {
    if (authorization.size() != 1) {
      return false;
    }
    String value = authorization.get(0);
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(digest, Sha256.of(value.substring(SCHEME.length())));
  }

  @Override
  public String toString() {
    return "AdminToken[redacted]";
  }
}
