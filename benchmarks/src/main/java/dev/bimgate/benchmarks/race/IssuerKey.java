package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.Http;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The one key of the issuer, in the form that HAProxy reads. */
final class IssuerKey {

  private IssuerKey() {}

  /** Writes it in PEM form. */
  static Path write(Path directory, String keySet) throws IOException, InterruptedException {
    JsonObject key =
        new JsonObject(Http.text(URI.create(keySet))).getJsonArray("keys").getJsonObject(0);
    String der = Base64.getMimeEncoder().encodeToString(encoded(key));
    return Files.writeString(
        directory.resolve("issuer-key.pem"),
        "-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----\n");
  }

  private static byte[] encoded(JsonObject key) {
    try {
      RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(key, "n"), number(key, "e"));
      return KeyFactory.getInstance("RSA").generatePublic(numbers).getEncoded();
    } catch (GeneralSecurityException noKey) {
      throw new IllegalStateException(noKey);
    }
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.getString(name)));
  }
}
