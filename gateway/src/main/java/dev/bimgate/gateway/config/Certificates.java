package dev.bimgate.gateway.config;

import io.quarkus.tls.runtime.config.PemKeyCertConfig;
import io.quarkus.tls.runtime.config.PemKeyCertConfig.KeyCertConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.KeyStoreHelper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Certificates and keys as files hold them.
 *
 * <p>Each method throws an {@link IllegalArgumentException} if there is something else: its message
 * is the cause and the remedy, and holds nothing of a key.
 */
final class Certificates {

  /** Any text: it is signed to see whether a key belongs to a certificate. */
  private static final byte[] SAMPLE = {1, 2, 3};

  /** Far above the largest bundle of authorities. */
  private static final long LARGEST_BYTES = 16L << 20;

  private Certificates() {}

  /** The certificate of a server or client in a PEM file, before those of its issuers. */
  static X509Certificate ofKey(Path file) {
    return first(
        file,
        "names a file without a certificate in PEM form; put it there, and below it those of its"
            + " issuers");
  }

  /** Requires a PEM file with certificates of authorities. */
  static void requireAuthorities(Path file) {
    var unused =
        first(
            file,
            "names a file without a certificate in PEM form; put those of the trusted authorities"
                + " there");
  }

  /** Requires a directory of such files, and of nothing else. */
  static void requireDirectoryOfAuthorities(Path directory) {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "names no directory that the gateway may read; create it or change its owner",
          unreadable);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "names an empty directory; put the certificates of the trusted authorities there");
    }
    files.forEach(Certificates::requireAuthorities);
  }

  /** As Vert.x reads it, which takes no form but PEM, and passes over other parts such as keys. */
  private static X509Certificate first(Path file, String fault) {
    Buffer content = content(file);
    try {
      KeyStore store = KeyStoreHelper.loadCA(Stream.of(content));
      return (X509Certificate) store.getCertificate(Collections.list(store.aliases()).get(0));
    } catch (Exception malformed) {
      throw new IllegalArgumentException(fault, malformed);
    }
  }

  /** Requires a file with a certificate revocation list, in PEM or DER form. */
  static void requireRevocationList(Path file) {
    byte[] content = content(file).getBytes();
    try {
      if (!CertificateFactory.getInstance("X.509")
          .generateCRLs(new ByteArrayInputStream(content))
          .isEmpty()) {
        return;
      }
    } catch (GeneralSecurityException malformed) {
      // As if there were none.
    }
    throw new IllegalArgumentException(
        "names a file without a certificate revocation list; put that of the authority there");
  }

  /** Requires that the key of a pair of PEM files is that of the certificate. */
  static void requireKey(KeyCertConfig pair, X509Certificate certificate) {
    var unused = content(pair.key());
    PrivateKey key;
    try {
      PemKeyCertOptions read = new OnePair(pair).toOptions();
      KeyStore store = KeyStoreHelper.loadKeyCert(read.getKeyValues(), read.getCertValues());
      String alias = Collections.list(store.aliases()).get(0);
      key = (PrivateKey) store.getKey(alias, KeyStoreHelper.DUMMY_PASSWORD.toCharArray());
    } catch (Exception malformed) {
      throw new IllegalArgumentException(
          "names a file without a private key in PEM form that can be read; put that of the"
              + " certificate there, with its password if it is encrypted",
          malformed);
    }
    requirePair(key, certificate.getPublicKey());
  }

  /** The content of a file of certificates or keys. */
  static Buffer content(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_BYTES) {
        return Buffer.buffer(Files.readAllBytes(file));
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(SecretFile.UNREADABLE, unreadable);
    }
    throw new IllegalArgumentException(
        Files.isRegularFile(file)
            ? "names a file of more than 16 MB; put certificates alone into it"
            : SecretFile.UNREADABLE);
  }

  /** Why nobody accepts a certificate now. */
  static Optional<String> outdated(X509Certificate certificate) {
    Instant now = Instant.now();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      String day = end.atZone(ZoneOffset.UTC).toLocalDate().toString();
      return Optional.of("names a certificate that expired on " + day + "; renew it");
    }
    return now.isBefore(certificate.getNotBefore().toInstant())
        ? Optional.of("names a certificate that is not valid yet; check the clock, or replace it")
        : Optional.empty();
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
