package dev.bimgate.sandbox;

import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint: password, client credentials, refresh (RFC 6749), with Keycloak's answers.
 */
final class Grants {

  static final String SECOND_CLIENT = "field-app";
  static final String SERVICE_CLIENT = "night-report";

  private static final Set<String> PUBLIC_CLIENTS = Set.of(Tokens.DEFAULT_CLIENT, SECOND_CLIENT);

  private final World world;
  private final Tokens tokens;
  private final KeyRing keys;
  private final SandboxOptions options;
  private final Map<String, Session> sessions = new HashMap<>();

  Grants(World world, Tokens tokens, KeyRing keys, SandboxOptions options) {
    this.world = world;
    this.tokens = tokens;
    this.keys = keys;
    this.options = options;
  }

  /** A login at the issuer, and the one refresh token of it that still counts. */
  private record Session(String id, Account account, String client, String scope, String refresh) {}

  /** A refusal of the token endpoint (RFC 6749, section 5.2). */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String error;

    Refused(int status, String error, String description) {
      super(description, null, false, false);
      this.status = status;
      this.error = error;
    }
  }

  /** Answers one form; the field is for clients that show their secret there. */
  synchronized Answer answer(String form, Optional<String> authorization) {
    Map<String, String> fields = fields(form);
    try {
      String client = client(fields, authorization);
      Session session =
          switch (fields.getOrDefault("grant_type", "")) {
            case "password" -> byPassword(client, fields);
            case "client_credentials" -> byClient(client, fields);
            case "refresh_token" -> byRefresh(client, fields);
            case "" ->
                throw new Refused(400, "invalid_request", "Missing form parameter: grant_type");
            default -> throw new Refused(400, "unsupported_grant_type", "Unsupported grant_type");
          };
      return granted(session);
    } catch (Refused refused) {
      JsonObject error =
          new JsonObject()
              .put("error", refused.error)
              .put("error_description", refused.getMessage());
      return Answer.json(refused.status, error.toBuffer()).with("Cache-Control", "no-store");
    }
  }

  private static String client(Map<String, String> fields, Optional<String> authorization)
      throws Refused {
    String id = fields.get("client_id");
    String secret = fields.get("client_secret");
    if (authorization.isPresent()) {
      String[] pair = basic(authorization.get());
      id = pair[0];
      secret = pair[1];
    }
    if (id != null && PUBLIC_CLIENTS.contains(id)) {
      return id;
    }
    if (SERVICE_CLIENT.equals(id) && secret != null && secret.equals(serviceSecret())) {
      return SERVICE_CLIENT;
    }
    throw new Refused(401, "invalid_client", "Invalid client or Invalid client credentials");
  }

  static String serviceSecret() {
    return "night-report-secret";
  }

  private Session byPassword(String client, Map<String, String> fields) throws Refused {
    String name = fields.get("username");
    String password = fields.get("password");
    if (name == null || password == null) {
      throw new Refused(400, "invalid_request", "Missing parameter: username or password");
    }
    Account account = world.findAccount(name);
    if (account == null || !account.password().equals(password)) {
      throw new Refused(401, "invalid_grant", "Invalid user credentials");
    }
    String scope = narrowed(Tokens.ALL_SCOPES, fields.get("scope"));
    return new Session(UUID.randomUUID().toString(), account, client, scope, "");
  }

  private Session byClient(String client, Map<String, String> fields) throws Refused {
    if (!client.equals(SERVICE_CLIENT)) {
      throw new Refused(
          401, "unauthorized_client", "Client not enabled to retrieve service account");
    }
    Account account = world.serviceAccount(client);
    String scope = narrowed("profile email bimplus", fields.get("scope"));
    return new Session(UUID.randomUUID().toString(), account, client, scope, "");
  }

  private Session byRefresh(String client, Map<String, String> fields) throws Refused {
    String token = fields.getOrDefault("refresh_token", "");
    JsonObject claims = Jws.claims(token, keys);
    if (claims == null || !"Refresh".equals(claims.getString("typ"))) {
      throw new Refused(400, "invalid_grant", "Invalid refresh token");
    }
    Session session = sessions.get(claims.getString("sid"));
    if (session == null || claims.getLong("exp") <= options.clock().instant().getEpochSecond()) {
      throw new Refused(400, "invalid_grant", "Session not active");
    }
    if (!session.client.equals(client)) {
      throw new Refused(
          400,
          "invalid_grant",
          "Invalid refresh token. Token client and authorized client don't match");
    }
    if (!session.refresh.equals(claims.getString("jti"))) {
      sessions.remove(session.id);
      throw new Refused(400, "invalid_grant", "Maximum allowed refresh token reuse exceeded");
    }
    String scope = narrowed(session.scope, fields.get("scope"));
    return new Session(session.id, session.account, client, scope, "");
  }

  private Answer granted(Session session) {
    long life = options.tokenLifetime().toSeconds();
    JsonObject answer =
        new JsonObject()
            .put("access_token", access(session).sign())
            .put("expires_in", life)
            .put("token_type", "Bearer")
            .put("not-before-policy", 0)
            .put("scope", session.scope);
    if (session.client.equals(SERVICE_CLIENT)) {
      answer.put("refresh_expires_in", 0);
    } else {
      String refreshId = UUID.randomUUID().toString();
      sessions.put(
          session.id,
          new Session(session.id, session.account, session.client, session.scope, refreshId));
      answer
          .put("refresh_expires_in", life * 10)
          .put("refresh_token", refresh(session).claim("jti", refreshId).sign())
          .put("session_state", session.id);
    }
    if (List.of(session.scope.split(" ", -1)).contains("openid")) {
      answer.put(
          "id_token", tokens.id(session.account, session.client, session.scope, session.id).sign());
    }
    return Answer.json(answer).with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private TokenDraft access(Session session) {
    return tokens.access(session.account, session.client, session.scope, session.id);
  }

  private TokenDraft refresh(Session session) {
    return tokens.refresh(session.account, session.client, session.scope, session.id);
  }

  private static String narrowed(String allowed, @Nullable String asked) throws Refused {
    if (asked == null || asked.isBlank()) {
      return allowed;
    }
    Set<String> wanted = new LinkedHashSet<>(Arrays.asList(asked.trim().split(" +", -1)));
    if (!Arrays.asList(allowed.split(" ", -1)).containsAll(wanted)) {
      throw new Refused(400, "invalid_scope", "Invalid scopes: " + asked);
    }
    return String.join(" ", wanted);
  }

  private static String[] basic(String authorization) throws Refused {
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.replaceFirst("(?i)^basic +", "")),
              StandardCharsets.UTF_8);
      return pair.contains(":") ? pair.split(":", 2) : new String[] {pair, ""};
    } catch (IllegalArgumentException malformed) {
      throw new Refused(401, "invalid_client", "Invalid client or Invalid client credentials");
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
