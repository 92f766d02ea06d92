package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.KeyRing;
import dev.bimgate.sandbox.keys.TokenDraft;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Valid and invalid tokens without the token endpoint, and the issuer's keys. */
public final class Tokens {

  /** The default app of tokens: public, with direct grants. */
  public static final String DEFAULT_CLIENT = "bimplus-portal";

  /** Another app of the same users: public, with direct grants. */
  public static final String SECOND_CLIENT = "field-app";

  /** An app with an account of its own, for client credentials. */
  public static final String SERVICE_CLIENT = "night-report";

  /** The secret of {@link #SERVICE_CLIENT}; worth nothing outside of a sandbox. */
  public static final String SERVICE_SECRET = "night-report-secret";

  /** The default scopes of a token. */
  public static final String ALL_SCOPES = "openid profile email bimplus";

  private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Duration LOGOUT_LIFETIME = Duration.ofMinutes(2);

  private final KeyRing keys;
  private final World world;
  private final LegacyLogins logins;
  private final URI issuer;
  private final SandboxOptions options;

  Tokens(KeyRing keys, World world, LegacyLogins logins, URI issuer, SandboxOptions options) {
    this.keys = keys;
    this.world = world;
    this.logins = logins;
    this.issuer = issuer;
    this.options = options;
  }

  /** A valid access token of that user for {@link #DEFAULT_CLIENT} with all scopes. */
  public String forUser(String user) {
    return with(user).sign();
  }

  /** A draft of such a token, to be changed and signed. */
  public TokenDraft with(String user) {
    return access(world.account(user), DEFAULT_CLIENT, ALL_SCOPES, UUID.randomUUID().toString());
  }

  /** A draft of an ID token of that user: valid, but no access token. */
  public TokenDraft idToken(String user) {
    return id(world.account(user), DEFAULT_CLIENT, UUID.randomUUID().toString());
  }

  /** A draft of a refresh token of that user: validly signed, but no access token. */
  public TokenDraft refreshToken(String user) {
    String session = UUID.randomUUID().toString();
    return refresh(world.account(user), DEFAULT_CLIENT, ALL_SCOPES, session);
  }

  /**
   * A draft of a logout token, by which Keycloak informs an app that a session of that user has
   * ended (OpenID Connect Back-Channel Logout 1.0): valid, but no access token.
   */
  public TokenDraft logoutToken(String user, String session) {
    return draft(world.account(user), DEFAULT_CLIENT, "", session, "Logout")
        .claim("aud", DEFAULT_CLIENT)
        .claim("azp", null)
        .claim("scope", null)
        .claim("events", new JsonObject().put(LOGOUT_EVENT, new JsonObject()))
        .expiresIn(LOGOUT_LIFETIME);
  }

  /** A legacy token of 32 hex digits, like those of {@code POST /v2/authorize}. */
  public String legacyFor(String user) {
    String clientId = UUID.randomUUID().toString();
    return logins.issue(world.account(user), LegacyLogins.DEFAULT_APPLICATION, clientId).token();
  }

  /** The subject of that user: {@code sub} in tokens, {@code user_id} in legacy sessions. */
  public String subjectOf(String user) {
    return world.account(user).subject();
  }

  /** Puts new keys in use; the old ones stay published. */
  public void rotateKeys() {
    keys.rotate();
  }

  /** Withdraws every key that is not in use: tokens signed with them become invalid. */
  public void withdrawKeys() {
    keys.withdrawOld();
  }

  TokenDraft access(Account account, String client, String scope, String session) {
    return draft(account, client, scope, session, "Bearer")
        .claim("aud", "account")
        .claim(
            "realm_access",
            new JsonObject().put("roles", new JsonArray().add("offline_access").add("user")))
        .claim("preferred_username", account.name());
  }

  TokenDraft id(Account account, String client, String session) {
    return draft(account, client, "", session, "ID")
        .claim("aud", client)
        .claim("scope", null)
        .claim("preferred_username", account.name());
  }

  TokenDraft refresh(Account account, String client, String scope, String session) {
    return draft(account, client, scope, session, "Refresh")
        .claim("aud", issuer.toString())
        .expiresIn(options.tokenLifetime().multipliedBy(10));
  }

  private TokenDraft draft(
      Account account, String client, String scope, String session, String kind) {
    Instant now = options.clock().instant();
    JsonObject claims =
        new JsonObject()
            .put("exp", now.plus(options.tokenLifetime()).getEpochSecond())
            .put("iat", now.getEpochSecond())
            .put("jti", UUID.randomUUID().toString())
            .put("iss", issuer.toString())
            .put("sub", account.subject())
            .put("typ", kind)
            .put("azp", client)
            .put("sid", session)
            .put("scope", scope);
    return new TokenDraft(keys, claims, now);
  }
}
