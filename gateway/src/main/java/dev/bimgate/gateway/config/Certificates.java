package dev.bimgate.gateway.config;

import io.quarkus.tls.runtime.config.PemKeyCertConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig.KeyCertConfig;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.KeyStoreHelper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates and keys as files hold them.
 *
 * <p>Each method throws an {@link IllegalArgumentException} if there is something else: its message
 * is the cause and the remedy, and holds nothing of a key.
 */
final class Certificates {

  /** Any text: it is signed to see whether a key belongs to a certificate. */
  private static final byte[] SAMPLE = {1, 2, 3};

  private Certificates() {}

  /** The certificate of a server or client in a PEM file, before those of its issuers. */
  static X509Certificate ofKey(Path file) {
    X509Certificate certificate =
        (X509Certificate)
            first(
                file,
                "names a file without a certificate in PEM form; put it there, and below it those"
                    + " of its issuers");
    requireValid(certificate);
    return certificate;
  }

  /** Requires a PEM file with certificates of authorities. */
  static void requireAuthorities(Path file) {
    var unused =
        first(
            file,
            "names a file without a certificate in PEM form; put those of the trusted authorities"
                + " there");
  }

  private static Certificate first(Path file, String fault) {
    requireReadable(file);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      return found.stream().findFirst().orElseThrow(() -> new IllegalArgumentException(fault));
    } catch (IOException | GeneralSecurityException malformed) {
      throw new IllegalArgumentException(fault, malformed);
    }
  }

  /** Requires that the key of a pair of PEM files is that of the certificate. */
  static void requireKey(KeyCertConfig pair, X509Certificate certificate) {
    requireReadable(pair.key());
    PrivateKey key;
    try {
      PemKeyCertOptions read = new OnePair(pair).toOptions();
      KeyStore store = KeyStoreHelper.loadKeyCert(read.getKeyValues(), read.getCertValues());
      key = (PrivateKey) entry(store, KeyStoreHelper.DUMMY_PASSWORD);
    } catch (Exception malformed) {
      throw new IllegalArgumentException(
          "names a file without a private key in PEM form that can be read; put that of the"
              + " certificate there, with its password if it is encrypted",
          malformed);
    }
    requirePair(key, certificate.getPublicKey());
  }

  /** Requires a PKCS12 file with a key and its certificate. */
  static void requirePkcs12Key(Path file, Optional<String> password, Optional<String> alias) {
    KeyStore store = pkcs12(file, password);
    try {
      String name = alias.orElse(null);
      for (String each : Collections.list(store.aliases())) {
        if (store.isKeyEntry(each) && (name == null || name.equalsIgnoreCase(each))) {
          requireValid((X509Certificate) store.getCertificate(each));
          return;
        }
      }
    } catch (GeneralSecurityException unloaded) {
      throw new IllegalStateException(unloaded);
    }
    throw new IllegalArgumentException(
        "names a PKCS12 file without a key; export the key with its certificate into it");
  }

  /** Requires a PKCS12 file with certificates of authorities. */
  static void requirePkcs12Authorities(Path file, Optional<String> password) {
    try {
      if (pkcs12(file, password).size() == 0) {
        throw new IllegalArgumentException(
            "names a PKCS12 file without certificates; import those of the trusted authorities"
                + " by keytool");
      }
    } catch (GeneralSecurityException unloaded) {
      throw new IllegalStateException(unloaded);
    }
  }

  private static KeyStore pkcs12(Path file, Optional<String> password) {
    requireReadable(file);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.orElse("").toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException malformed) {
      throw new IllegalArgumentException(
          "names no PKCS12 file that its password opens; check both", malformed);
    }
  }

  private static Key entry(KeyStore store, String password) throws GeneralSecurityException {
    String alias = Collections.list(store.aliases()).get(0);
    return store.getKey(alias, password.toCharArray());
  }

  private static void requireReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(SecretFile.UNREADABLE);
    }
  }

  private static void requireValid(X509Certificate certificate) {
    Instant now = Instant.now();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw new IllegalArgumentException(
          "names a certificate that expired on "
              + end.atZone(ZoneOffset.UTC).toLocalDate()
              + "; renew it");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new IllegalArgumentException(
          "names a certificate that is not valid yet; check the clock, or replace it");
    }
  }

  private static void requirePair(PrivateKey key, PublicKey certified) {
    try {
      Signature signature = Signature.getInstance(signatureOf(key));
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SAMPLE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (InvalidKeyException otherAlgorithm) {
      // Then it does not belong to the certificate, either.
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "names a key of an algorithm that is not supported; use RSA or EC", unusable);
    }
    throw new IllegalArgumentException(
        "names a key that is not that of the certificate; put both in place together");
  }

  private static String signatureOf(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  /** A configuration of one pair alone. */
  private record OnePair(KeyCertConfig pair) implements PemKeyCertConfig {

    @Override
    public Map<String, KeyCertConfig> keyCerts() {
      return Map.of("0", pair);
    }

    @Override
    public Optional<List<String>> order() {
      return Optional.empty();
    }
  }
}
