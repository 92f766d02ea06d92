package dev.bimgate.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A builder of access tokens like Keycloak's, valid or with a fault. */
public final class TestToken {

  public static final String ISSUER = "https://login.example/realms/allplan";
  public static final String APP = "viewer";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> payload = new LinkedHashMap<>();
  private TestKey key;
  private String algorithm = "RS256";
  private UnaryOperator<String> headerText = text -> text;
  private UnaryOperator<String> payloadText = text -> text;

  private TestToken(TestKey key) {
    this.key = key;
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    header.put("kid", key.id());
    payload.put("iss", ISSUER);
    payload.put("sub", "anna");
    payload.put("azp", APP);
    payload.put("aud", "account");
    payload.put("typ", "Bearer");
    payload.put("exp", TestClock.START_SECONDS + 300);
    payload.put("iat", TestClock.START_SECONDS - 10);
    payload.put("sid", "session-1");
    payload.put("jti", "token-1");
    payload.put("scope", "openid profile");
    payload.put("realm_access", Map.of("roles", List.of("user")));
  }

  public static TestToken by(TestKey key) {
    return new TestToken(key);
  }

  public TestToken header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  public TestToken headerWithout(String name) {
    header.remove(name);
    return this;
  }

  public TestToken claim(String name, Object value) {
    payload.put(name, value);
    return this;
  }

  public TestToken without(String name) {
    payload.remove(name);
    return this;
  }

  public TestToken signedBy(TestKey other) {
    key = other;
    return this;
  }

  /** Signs with the algorithm and sets {@code alg}. */
  TestToken algorithm(String name) {
    algorithm = name;
    return header("alg", name);
  }

  public TestToken headerText(UnaryOperator<String> change) {
    headerText = change;
    return this;
  }

  public TestToken payloadText(UnaryOperator<String> change) {
    payloadText = change;
    return this;
  }

  String unsigned() {
    return part(headerText.apply(json(header))) + "." + part(payloadText.apply(json(payload)));
  }

  public String signed() {
    String input = unsigned();
    byte[] signature = key.sign(algorithm, input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + part(signature);
  }

  public static String part(String text) {
    return part(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] bytes(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static String json(Map<String, Object> members) {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
