package dev.bimgate.gateway.token.parse;

import java.util.HexFormat;
import java.util.List;

/** The format of a legacy token: 32 hex digits, in any case. */
public final class LegacyTokenFormat {

  /** The issuer of all legacy tokens; no URL, so that no issuer of JWTs can be it. */
  public static final String ISSUER = "urn:bimgate:legacy";

  private static final int LENGTH = 32;
  private static final int LONGEST_SCHEME = "BimPlus".length();

  private LegacyTokenFormat() {}

  /** Whether the text from there to its end has that format. */
  public static boolean isToken(String text, int start) {
    if (text.length() - start != LENGTH) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether these values of {@code Authorization} are one credential with a legacy token. */
  public static boolean isIn(List<String> authorization) {
    return authorization.size() == 1
        // Nearly all tokens are far longer: they are not parsed twice.
        && authorization.get(0).length() <= LONGEST_SCHEME + 1 + LENGTH
        && AuthorizationHeader.read(authorization) instanceof AuthorizationHeader.Token token
        && isToken(token.field(), token.start());
  }
}
