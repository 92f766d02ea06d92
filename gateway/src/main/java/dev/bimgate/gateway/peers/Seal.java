package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.config.KeyFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what is stored in Valkey, and names it, so that Valkey knows neither: AES-256-GCM (NIST SP
 * 800-38D) and HMAC-SHA-256, under the keys of a file.
 *
 * <p>A sealed text is the id of its key, a random nonce, and the encrypted text with its tag. It
 * opens only under the name that it was sealed for: a copy under another name does not. An earlier
 * text of the same name does; whether it still counts is for its reader to decide.
 *
 * <p>By the first key all is sealed and named; each key opens. A key is good for 2^32 texts
 * (section 8.3), more than a year at 100 a second.
 *
 * <p>Thread-safe. A megabyte takes about a millisecond.
 */
public final class Seal {

  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  /** Distinguishes all texts that are ever sealed: their key's id and the nonce. */
  static final int IDENTITY_BYTES = SealKey.ID_BYTES + NONCE_BYTES;

  private final SecureRandom random = new SecureRandom();
  private volatile SealKeys keys;

  private Seal(SealKeys keys) {
    this.keys = keys;
  }

  private record SealKeys(SealKey first, Map<String, SealKey> byId) {

    static SealKeys of(List<String> lines) {
      List<SealKey> keys = KeyFile.keys(lines).stream().map(SealKey::new).toList();
      return new SealKeys(
          keys.get(0), keys.stream().collect(Collectors.toMap(SealKey::id, key -> key)));
    }
  }

  /**
   * The seal of a {@link KeyFile}.
   *
   * @throws IllegalArgumentException if it is anything else; the message names the line, and
   *     nothing of its content
   */
  public static Seal of(List<String> lines) {
    return new Seal(SealKeys.of(lines));
  }

  /** Takes other keys in place of the present ones; the same exception as {@link #of}. */
  public void replace(List<String> lines) {
    keys = SealKeys.of(lines);
  }

  /** The sealed form of a text, to be stored under that name. */
  public byte[] seal(String name, byte[] text) {
    SealKey first = keys.first();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = new byte[IDENTITY_BYTES + text.length + TAG_BYTES];
    System.arraycopy(HexFormat.of().parseHex(first.id()), 0, sealed, 0, SealKey.ID_BYTES);
    System.arraycopy(nonce, 0, sealed, SealKey.ID_BYTES, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, first, name, sealed);
      cipher.doFinal(text, 0, text.length, sealed, IDENTITY_BYTES);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
    return sealed;
  }

  /** The text that was sealed for a name, under any of the keys; empty for all other bytes. */
  public Optional<byte[]> open(String name, byte[] sealed) {
    if (sealed.length < IDENTITY_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    SealKey key = keys.byId().get(HexFormat.of().formatHex(sealed, 0, SealKey.ID_BYTES));
    if (key == null) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, name, sealed);
      return Optional.of(cipher.doFinal(sealed, IDENTITY_BYTES, sealed.length - IDENTITY_BYTES));
    } catch (GeneralSecurityException notSealedForThisName) {
      return Optional.empty();
    }
  }

  /**
   * The name of a thing: the same on all gateways with the same first key, and random to all who
   * lack it.
   *
   * @param kind of thing, so that things of two kinds never have one name
   */
  public String name(String kind, byte[]... parts) {
    byte[] name = keys.first().nameOf(kind.getBytes(StandardCharsets.UTF_8), parts);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
  }

  private static Cipher cipher(int mode, SealKey key, String name, byte[] sealed)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        key.sealing(),
        new GCMParameterSpec(8 * TAG_BYTES, sealed, SealKey.ID_BYTES, NONCE_BYTES));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
