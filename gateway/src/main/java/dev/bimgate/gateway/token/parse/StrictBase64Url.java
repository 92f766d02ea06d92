package dev.bimgate.gateway.token.parse;

import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.Base64;

/** Canonical base64url: no padding, no foreign characters, spare bits zero. */
public final class StrictBase64Url {

  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private StrictBase64Url() {}

  /**
   * Decodes the text.
   *
   * @throws TokenRejectedException {@link RejectionReason#BASE64URL} if it is not the canonical
   *     encoding (RFC 7515, 2; RFC 4648, 3.5)
   */
  public static byte[] decode(String text) throws TokenRejectedException {
    byte[] bytes;
    try {
      bytes = DECODER.decode(text);
    } catch (IllegalArgumentException outOfForm) {
      throw new TokenRejectedException(RejectionReason.BASE64URL);
    }
    TokenRejectedException.throwIf(
        !ENCODER.encodeToString(bytes).equals(text), RejectionReason.BASE64URL);
    return bytes;
  }
}
