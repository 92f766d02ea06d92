package dev.bimgate.sandbox.keys;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/**
 * A key pair of the issuer for one JWS algorithm (RFC 7518, section 3).
 *
 * <p>Signs with the JDK directly: tests need tokens that no JWT library writes.
 */
record SigningKey(String kid, String algorithm, KeyPair pair) {

  static SigningKey generate(String kid, String algorithm) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
      if (algorithm.startsWith("ES")) {
        generator.initialize(new ECGenParameterSpec(curveName(algorithm)));
      } else {
        generator.initialize(2048);
      }
      return new SigningKey(kid, algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no key for " + algorithm, e);
    }
  }

  byte[] sign(byte[] input) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with " + algorithm, e);
    }
  }

  boolean verifies(byte[] input, byte[] signed) {
    try {
      Signature signature = signature(algorithm);
      signature.initVerify(pair.getPublic());
      signature.update(input);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The public half as a member of a JWK set (RFC 7517), with Keycloak's members. */
  JsonObject jwk() {
    JsonObject jwk = new JsonObject().put("kid", kid).put("use", "sig").put("alg", algorithm);
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("n", base64(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8))
          .put("e", base64(rsa.getPublicExponent(), 3));
    }
    ECPublicKey ec = (ECPublicKey) pair.getPublic();
    int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    return jwk.put("kty", "EC")
        .put("crv", "P-" + ec.getParams().getCurve().getField().getFieldSize())
        .put("x", base64(ec.getW().getAffineX(), size))
        .put("y", base64(ec.getW().getAffineY(), size));
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      case "PS" -> pss(bits);
      default -> throw new GeneralSecurityException("unknown algorithm " + algorithm);
    };
  }

  private static Signature pss(String bits) throws GeneralSecurityException {
    String hash = "SHA-" + bits;
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
    return signature;
  }

  private static String curveName(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> "secp256r1";
      case "ES384" -> "secp384r1";
      case "ES512" -> "secp521r1";
      default -> throw new IllegalArgumentException("no curve for " + algorithm);
    };
  }

  /** An unsigned number as base64url of exactly that many bytes. */
  private static String base64(BigInteger number, int bytes) {
    byte[] twos = number.toByteArray();
    byte[] fixed = new byte[bytes];
    int length = Math.min(twos.length, bytes);
    System.arraycopy(twos, twos.length - length, fixed, bytes - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
