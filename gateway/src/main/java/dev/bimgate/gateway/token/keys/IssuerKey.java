package dev.bimgate.gateway.token.keys;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A usable key of an issuer.
 *
 * <p>A key stays the same object while the issuer publishes it unchanged: a cached token refers to
 * it and checks {@link #isWithdrawn()} at each use.
 */
public final class IssuerKey {

  private final String issuer;
  private final @Nullable String keyId;
  private final Set<String> algorithms;
  private final PublicKey publicKey;
  private final JWTAuthContextInfo context;
  private volatile boolean withdrawn;

  /**
   * A key.
   *
   * @param algorithms those that key type, curve, {@code alg} and the rules allow
   */
  public IssuerKey(
      String issuer, @Nullable String keyId, Set<String> algorithms, PublicKey publicKey) {
    this.issuer = issuer;
    this.keyId = keyId;
    this.algorithms = Set.copyOf(algorithms);
    this.publicKey = publicKey;
    this.context = context(issuer, this.algorithms, publicKey);
  }

  public String issuer() {
    return issuer;
  }

  @Nullable String keyId() {
    return keyId;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** The SmallRye JWT configuration for this key; not to be modified. */
  public JWTAuthContextInfo context() {
    return context;
  }

  boolean fits(String algorithm) {
    return algorithms.contains(algorithm);
  }

  public boolean isWithdrawn() {
    return withdrawn;
  }

  /** Marks the key as no longer published; this cannot be undone. */
  public void withdraw() {
    withdrawn = true;
  }

  boolean isSameAs(IssuerKey other) {
    return issuer.equals(other.issuer)
        && Objects.equals(keyId, other.keyId)
        && algorithms.equals(other.algorithms)
        && publicKey.equals(other.publicKey);
  }

  private static JWTAuthContextInfo context(String issuer, Set<String> algorithms, PublicKey key) {
    JWTAuthContextInfo context = new JWTAuthContextInfo(key, issuer);
    context.setSignatureAlgorithm(
        algorithms.stream().map(SignatureAlgorithm::fromAlgorithm).collect(Collectors.toSet()));
    // By default the kind and the size of the key are not looked at.
    context.setRelaxVerificationKeyValidation(false);
    // ClaimsValidator judges times, by our clock: 68 years of leeway, and iat may be absent.
    context.setClockSkew(Integer.MAX_VALUE);
    context.setMaxTimeToLiveSecs(0L);
    // A logout token may have a sid alone; a sub that only one reader sees is a disagreement.
    context.setRequireNamedPrincipal(false);
    // By a path it takes groups of any type; without one it fails on those that are no list.
    context.setGroupsPath("groups");
    return context;
  }
}
