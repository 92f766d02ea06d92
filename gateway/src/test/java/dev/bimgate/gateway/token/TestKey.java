package dev.bimgate.gateway.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A key pair with its key ID. */
public record TestKey(String id, KeyPair pair) {

  public static TestKey rsa(String id) {
    return rsa(id, 2_048);
  }

  public static TestKey rsa(String id, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new TestKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static TestKey ec(String id, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new TestKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The public half as a JWK; {@code kid} is its only optional member. */
  public Map<String, Object> jwk() {
    return jwk(OutputControlLevel.PUBLIC_ONLY);
  }

  public Map<String, Object> jwkWithPrivateHalf() {
    return jwk(OutputControlLevel.INCLUDE_PRIVATE);
  }

  private Map<String, Object> jwk(OutputControlLevel level) {
    try {
      PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      key.setPrivateKey(pair.getPrivate());
      key.setKeyId(id);
      return new HashMap<>(key.toParams(level));
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  /** Signs by RFC 7518, 3.3 to 3.5, with the JDK alone. */
  byte[] sign(String algorithm, byte[] input) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    if (algorithm.startsWith("RS")) {
      return Signature.getInstance("SHA" + bits + "withRSA");
    }
    if (algorithm.startsWith("ES")) {
      return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
    }
    Signature pss = Signature.getInstance("RSASSA-PSS");
    String hash = "SHA-" + bits;
    int saltBytes = Integer.parseInt(bits) / 8;
    pss.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, 1));
    return pss;
  }
}
