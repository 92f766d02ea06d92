package dev.bimgate.gateway.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.security.spec.RSAKeyGenParameterSpec.F4;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The first verification of a token, from its text to its caller, on one thread and with its key
 * cached. In the package of what it measures, which is package-private.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NewTokenCost {

  private static final String ISSUER = "https://login.example/realms/allplan";
  private static final String KEY_ID = "yVTRv0VqJ9KcS1kq0HkZ0pQ3m6b5f0y3wqkTn8aVd2E";
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private static final TokenPolicy RULES =
      new TokenPolicy(
          ISSUER,
          Set.of("viewer"),
          Set.of(),
          false,
          TokenPolicy.SIGNATURES,
          TokenProfile.KEYCLOAK,
          TokenPolicy.MAX_SKEW);

  /** What Keycloak writes by default, for a user with a few roles. */
  private static final String CLAIMS =
      """
      {"exp":1800000300,"iat":1800000000,"auth_time":1799999000,"jti":"%1$s","iss":"%2$s",
      "aud":"account","sub":"%1$s","typ":"Bearer","azp":"viewer","sid":"%1$s","acr":"1",
      "allowed-origins":["https://viewer.example"],"realm_access":{"roles":["offline_access",
      "default-roles-allplan","uma_authorization"]},"resource_access":{"account":{"roles":[
      "manage-account","manage-account-links","view-profile"]}},"scope":"openid email profile",
      "email_verified":true,"name":"Anna Example","preferred_username":"anna",
      "given_name":"Anna","family_name":"Example","email":"anna@example.com"}
      """
          .formatted("5d1c2b6e-7a90-4f3e-8d21-0b9c6f4e1a77", ISSUER);

  private final TokenVerifier verification =
      new TokenVerifier(RULES, () -> ISSUER, Duration.ofHours(1), InstantSource.fixed(NOW));

  private final Signed rs256 =
      Signed.by("RS256", "SHA256withRSA", "RSA", new RSAKeyGenParameterSpec(2_048, F4));

  private final Signed es256 =
      Signed.by("ES256", "SHA256withECDSAinP1363Format", "EC", new ECGenParameterSpec("secp256r1"));

  @Benchmark
  public Object rs256() throws TokenRejectedException {
    return verification.verify(verification.read(rs256.token), rs256.key);
  }

  @Benchmark
  public Object es256() throws TokenRejectedException {
    return verification.verify(verification.read(es256.token), es256.key);
  }

  /** A token, and the key that signed it. */
  private record Signed(String token, IssuerKey key) {

    static Signed by(
        String algorithm, String jdkName, String keyType, AlgorithmParameterSpec spec) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        generator.initialize(spec);
        KeyPair pair = generator.generateKeyPair();
        String header =
            "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
        String input = part(header.getBytes(US_ASCII)) + "." + part(CLAIMS.getBytes(US_ASCII));
        Signature signature = Signature.getInstance(jdkName);
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(US_ASCII));
        return new Signed(
            input + "." + part(signature.sign()),
            new IssuerKey(ISSUER, KEY_ID, Set.of(algorithm), pair.getPublic()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String part(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }
}
