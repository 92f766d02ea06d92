package dev.bimgate.sandbox.keys;

import dev.bimgate.sandbox.wire.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real issuer outside of the sandbox, whose tokens the fake Bimplus accepts; RSA keys only.
 *
 * <p>Requests block the calling thread: good enough for an issuer on the same machine.
 */
public final class OutsideIssuer implements Jws.KeySource {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI issuer;
  private Map<String, SigningKey> keys = Map.of();

  public OutsideIssuer(URI issuer) {
    this.issuer = issuer;
  }

  public URI issuer() {
    return issuer;
  }

  /** Its current discovery document. */
  public Answer discovery() {
    return Answer.json(get(URI.create(issuer + "/.well-known/openid-configuration")));
  }

  /** The key of that {@code kid}; for an unknown one the key set is fetched again. */
  @Override
  public synchronized @Nullable SigningKey published(String kid) {
    if (!keys.containsKey(kid)) {
      keys = fetched();
    }
    return keys.get(kid);
  }

  private Map<String, SigningKey> fetched() {
    Map<String, SigningKey> found = new HashMap<>();
    for (Object member :
        get(URI.create(issuer + "/protocol/openid-connect/certs")).getJsonArray("keys")) {
      JsonObject jwk = (JsonObject) member;
      if ("RSA".equals(jwk.getString("kty")) && "sig".equals(jwk.getString("use"))) {
        found.put(jwk.getString("kid"), key(jwk));
      }
    }
    return found;
  }

  private static SigningKey key(JsonObject jwk) {
    RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
    try {
      KeyPair pair = new KeyPair(KeyFactory.getInstance("RSA").generatePublic(numbers), null);
      return new SigningKey(jwk.getString("kid"), jwk.getString("alg"), pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key in " + jwk.getString("kid"), e);
    }
  }

  private static BigInteger number(JsonObject jwk, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(member)));
  }

  private static JsonObject get(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LONGEST).build();
    try {
      return new JsonObject(Buffer.buffer(CLIENT.send(request, BodyHandlers.ofByteArray()).body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
