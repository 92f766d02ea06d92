package dev.bimgate.sandbox.keys;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the issuer: one in use for each algorithm, and older ones that are still published.
 */
public final class KeyRing implements Jws.KeySource {

  private final SecureRandom random = new SecureRandom();
  private final List<SigningKey> published = new ArrayList<>();
  private final Map<String, SigningKey> inUse = new LinkedHashMap<>();
  private volatile int generation;

  public KeyRing() {
    current("RS256");
  }

  /** The key in use for an algorithm; generated and published on first use. */
  synchronized SigningKey current(String algorithm) {
    SigningKey key = inUse.get(algorithm);
    return key != null ? key : introduce(algorithm);
  }

  /** Rotates the key of each algorithm; the old ones stay published. */
  public synchronized void rotate() {
    List.copyOf(inUse.keySet()).forEach(this::introduce);
  }

  /** Withdraws every key that is not in use. */
  public synchronized void withdrawOld() {
    published.retainAll(inUse.values());
    generation++;
  }

  @Override
  public synchronized @Nullable SigningKey published(String kid) {
    for (SigningKey key : published) {
      if (key.kid().equals(kid)) {
        return key;
      }
    }
    return null;
  }

  public synchronized JsonObject jwks() {
    JsonArray keys = new JsonArray();
    published.forEach(key -> keys.add(key.jwk()));
    return new JsonObject().put("keys", keys);
  }

  /** A number that changes when a key is withdrawn. */
  public int generation() {
    return generation;
  }

  private SigningKey introduce(String algorithm) {
    byte[] kid = new byte[32];
    random.nextBytes(kid);
    SigningKey key =
        SigningKey.generate(Base64.getUrlEncoder().withoutPadding().encodeToString(kid), algorithm);
    inUse.put(algorithm, key);
    published.add(key);
    return key;
  }
}
