package dev.bimgate.gateway.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PKCS12 files of keys and certificates.
 *
 * <p>Methods throw an {@link IllegalArgumentException} if there is something else, as those of
 * {@link Certificates} do.
 */
final class Pkcs12Files {

  private Pkcs12Files() {}

  /**
   * The certificate of a key in a PKCS12 file.
   *
   * @param keyPassword that of the key, if it is not that of the file
   */
  static X509Certificate ofKey(Path file, Optional<String> password, Optional<String> keyPassword) {
    KeyStore store = load(file, password);
    try {
      char[] ofKey = keyPassword.or(() -> password).orElse("").toCharArray();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, ofKey) != null) {
          return (X509Certificate) store.getCertificate(alias);
        }
      }
    } catch (GeneralSecurityException locked) {
      throw new IllegalArgumentException(
          "names a PKCS12 file with a key that its password does not open; set"
              + " key-store.p12.alias-password",
          locked);
    }
    throw new IllegalArgumentException(
        "names a PKCS12 file without a key; export the key with its certificate into it");
  }

  /** Requires a PKCS12 file with certificates of authorities. */
  static void requireAuthorities(Path file, Optional<String> password) {
    try {
      if (load(file, password).size() == 0) {
        throw new IllegalArgumentException(
            "names a PKCS12 file without certificates; import those of the trusted authorities"
                + " by keytool");
      }
    } catch (GeneralSecurityException unloaded) {
      throw new IllegalStateException(unloaded);
    }
  }

  private static KeyStore load(Path file, Optional<String> password) {
    byte[] content = Certificates.content(file).getBytes();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      // Quarkus takes no file without a password.
      store.load(new ByteArrayInputStream(content), password.orElseThrow().toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException | NoSuchElementException malformed) {
      throw new IllegalArgumentException(
          "names no PKCS12 file that its password opens; check both", malformed);
    }
  }

  /** Those that belong to the keys of a store; none without one. */
  static Set<X509Certificate> certificates(@Nullable KeyStore store) {
    if (store == null) {
      return Set.of();
    }
    Set<X509Certificate> found = new HashSet<>();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          found.add((X509Certificate) store.getCertificate(alias));
        }
      }
    } catch (KeyStoreException unloaded) {
      throw new IllegalStateException(unloaded);
    }
    return found;
  }
}
