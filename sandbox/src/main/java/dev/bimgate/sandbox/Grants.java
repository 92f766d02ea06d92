package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.Jws;
import dev.bimgate.sandbox.keys.KeyRing;
import dev.bimgate.sandbox.keys.OAuthRefusal;
import dev.bimgate.sandbox.keys.TokenDraft;
import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Form;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint: code, password, client credentials, refresh (RFC 6749), with Keycloak's
 * responses.
 */
final class Grants {

  private static final Set<String> PUBLIC_CLIENTS =
      Set.of(Tokens.DEFAULT_CLIENT, Tokens.SECOND_CLIENT);
  private static final String SERVICE_SCOPES = "profile email bimplus";

  private final World world;
  private final Tokens tokens;
  private final KeyRing keys;
  private final SandboxOptions options;
  private final LoginForm login;
  private final Map<String, Session> sessions = new HashMap<>();

  Grants(World world, Tokens tokens, KeyRing keys, SandboxOptions options, LoginForm login) {
    this.world = world;
    this.tokens = tokens;
    this.keys = keys;
    this.options = options;
    this.login = login;
  }

  /** A session at the issuer, and its one valid refresh token, by its {@code jti}. */
  private record Session(
      String id, Account account, String client, String scope, @Nullable String refreshId) {

    static Session start(Account account, String client, String scope) {
      return new Session(UUID.randomUUID().toString(), account, client, scope, null);
    }
  }

  /** Handles one form; the header is for clients that authenticate with it. */
  synchronized Answer answer(String text, Optional<String> authorization) {
    Form form = Form.parse(text).withClientOf(authorization);
    try {
      String client = client(form);
      return switch (form.getOrEmpty("grant_type")) {
        case "authorization_code" -> byCode(client, form);
        case "password" -> byPassword(client, form);
        case "client_credentials" -> byClient(client, form);
        case "refresh_token" -> byRefresh(client, form);
        case "" -> throw refused(400, "invalid_request", "Missing form parameter: grant_type");
        default -> throw refused(400, "unsupported_grant_type", "Unsupported grant_type");
      };
    } catch (OAuthRefusal refusal) {
      return refusal.answer();
    }
  }

  private static String client(Form form) throws OAuthRefusal {
    String id = form.getOrEmpty("client_id");
    boolean service =
        id.equals(Tokens.SERVICE_CLIENT)
            && form.getOrEmpty("client_secret").equals(Tokens.SERVICE_SECRET);
    if (service || PUBLIC_CLIENTS.contains(id)) {
      return id;
    }
    throw refused(401, "invalid_client", "Invalid client or Invalid client credentials");
  }

  private Answer byCode(String client, Form form) throws OAuthRefusal {
    LoginForm.Code code = login.redeem(form.getOrEmpty("code"));
    if (code == null || !code.isFor(client, form)) {
      throw refused(400, "invalid_grant", "Code not valid");
    }
    String scope = narrowed(Tokens.ALL_SCOPES, code.request());
    return granted(Session.start(code.account(), client, scope), scope);
  }

  private Answer byPassword(String client, Form form) throws OAuthRefusal {
    String name = form.get("username");
    String password = form.get("password");
    if (name == null || password == null) {
      throw refused(400, "invalid_request", "Missing parameter: username or password");
    }
    Account account = world.findAccount(name);
    if (account == null || !account.password().equals(password)) {
      throw refused(401, "invalid_grant", "Invalid user credentials");
    }
    String scope = narrowed(Tokens.ALL_SCOPES, form);
    return granted(Session.start(account, client, scope), scope);
  }

  private Answer byClient(String client, Form form) throws OAuthRefusal {
    if (!client.equals(Tokens.SERVICE_CLIENT)) {
      throw refused(401, "unauthorized_client", "Client not enabled to retrieve service account");
    }
    String scope = narrowed(SERVICE_SCOPES, form);
    Session session = Session.start(world.serviceAccount(client), client, scope);
    return Answer.json(accessPart(session, scope).put("refresh_expires_in", 0))
        .with("Cache-Control", "no-store");
  }

  private Answer byRefresh(String client, Form form) throws OAuthRefusal {
    JsonObject claims = Jws.claims(form.getOrEmpty("refresh_token"), keys);
    if (claims == null || !"Refresh".equals(claims.getString("typ"))) {
      throw refused(400, "invalid_grant", "Invalid refresh token");
    }
    Session session = sessions.get(claims.getString("sid"));
    if (session == null || claims.getLong("exp") <= options.clock().instant().getEpochSecond()) {
      throw refused(400, "invalid_grant", "Session not active");
    }
    if (!session.client.equals(client)) {
      throw refused(400, "invalid_grant", "Token client and authorized client don't match");
    }
    if (!claims.getString("jti").equals(session.refreshId)) {
      sessions.remove(session.id);
      throw refused(400, "invalid_grant", "Maximum allowed refresh token reuse exceeded");
    }
    return granted(session, narrowed(session.scope, form));
  }

  /** The access token may have less scope than the refresh token, which keeps its own. */
  private Answer granted(Session session, String scope) {
    String refreshId = UUID.randomUUID().toString();
    sessions.put(
        session.id,
        new Session(session.id, session.account, session.client, session.scope, refreshId));
    TokenDraft refresh =
        tokens
            .refresh(session.account, session.client, session.scope, session.id)
            .claim("jti", refreshId);
    JsonObject answer =
        accessPart(session, scope)
            .put("refresh_expires_in", options.tokenLifetime().toSeconds() * 10)
            .put("refresh_token", refresh.sign())
            .put("session_state", session.id);
    return Answer.json(answer).with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private JsonObject accessPart(Session session, String scope) {
    JsonObject part =
        new JsonObject()
            .put(
                "access_token",
                tokens.access(session.account, session.client, scope, session.id).sign())
            .put("expires_in", options.tokenLifetime().toSeconds())
            .put("token_type", "Bearer")
            .put("not-before-policy", 0)
            .put("scope", scope);
    if (List.of(scope.split(" ", -1)).contains("openid")) {
      part.put("id_token", tokens.id(session.account, session.client, session.id).sign());
    }
    return part;
  }

  private static String narrowed(String allowed, Form form) throws OAuthRefusal {
    String asked = form.getOrEmpty("scope").strip();
    if (asked.isEmpty()) {
      return allowed;
    }
    Set<String> wanted = new LinkedHashSet<>(Arrays.asList(asked.split(" +", -1)));
    if (!Arrays.asList(allowed.split(" ", -1)).containsAll(wanted)) {
      throw refused(400, "invalid_scope", "Invalid scopes: " + asked);
    }
    return String.join(" ", wanted);
  }

  private static OAuthRefusal refused(int status, String error, String description) {
    return new OAuthRefusal(status, error, description);
  }
}
