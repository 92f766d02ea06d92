package dev.bimgate.gateway.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the key file, and what is derived from it by HMAC-SHA-256: its id, the key that seals,
 * and the key that names.
 */
final class SealKey {

  static final int ID_BYTES = 8;

  private static final String HMAC = "HmacSHA256";

  private final String id;
  private final Key sealing;
  private final Key naming;

  SealKey(byte[] secret) {
    Key key = new SecretKeySpec(secret, HMAC);
    this.id = HexFormat.of().formatHex(derived(key, "id"), 0, ID_BYTES);
    this.sealing = new SecretKeySpec(derived(key, "seal"), "AES");
    this.naming = new SecretKeySpec(derived(key, "name"), HMAC);
  }

  /** In hex: tells keys apart, and nothing of them. */
  String id() {
    return id;
  }

  Key sealing() {
    return sealing;
  }

  /** The HMAC of a list of parts; each counts with its length, so that no two lists are equal. */
  byte[] nameOf(byte[] kind, byte[]... parts) {
    Mac mac = mac(naming);
    update(mac, kind);
    for (byte[] part : parts) {
      update(mac, part);
    }
    return mac.doFinal();
  }

  private static void update(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    mac.update(part);
  }

  private static byte[] derived(Key key, String purpose) {
    return mac(key).doFinal(("bimplus-gateway " + purpose).getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(Key key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
