package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.KeyRing;
import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Exchange;
import dev.bimgate.sandbox.wire.Form;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** The fake issuer: discovery document, keys, login and tokens of the realm, as of Keycloak. */
final class IssuerRoutes {

  static final String REALM_PATH = "/realms/allplan";
  static final String DISCOVERY_PATH = REALM_PATH + "/.well-known/openid-configuration";
  static final String KEYS_PATH = REALM_PATH + "/protocol/openid-connect/certs";
  static final String TOKEN_PATH = REALM_PATH + "/protocol/openid-connect/token";
  static final String LOGIN_PATH = REALM_PATH + "/protocol/openid-connect/auth";

  private final URI issuer;
  private final KeyRing keys;
  private final Grants grants;
  private final LoginForm login;

  IssuerRoutes(URI issuer, KeyRing keys, Grants grants, LoginForm login) {
    this.issuer = issuer;
    this.keys = keys;
    this.grants = grants;
    this.login = login;
  }

  void handle(Exchange exchange) {
    String path = exchange.record().path();
    boolean reads = exchange.isHead() || exchange.record().method().equals("GET");
    if (path.equals(DISCOVERY_PATH) && reads) {
      exchange.send(discovery());
    } else if (path.equals(KEYS_PATH) && reads) {
      exchange.send(Answer.json(keys.jwks()).with("Cache-Control", "no-cache"));
    } else if (path.equals(LOGIN_PATH) && reads) {
      exchange.send(login.show(exchange.record().target()));
    } else if (path.equals(LOGIN_PATH) && exchange.record().method().equals("POST")) {
      withForm(exchange, form -> login.submit(exchange.record().target(), Form.parse(form)));
    } else if (path.equals(TOKEN_PATH) && exchange.record().method().equals("POST")) {
      Optional<String> authorization = exchange.record().field("Authorization");
      withForm(exchange, form -> grants.answer(form, authorization));
    } else {
      exchange.send(Answer.error(404, "NotFound", "Unable to find matching target resource"));
    }
  }

  /** The document that Bimplus serves too, under its own base. */
  Answer discovery() {
    String realm = issuer.toString();
    String protocol = realm + "/protocol/openid-connect";
    return Answer.json(
        new JsonObject()
            .put("issuer", realm)
            .put("authorization_endpoint", protocol + "/auth")
            .put("token_endpoint", protocol + "/token")
            .put("userinfo_endpoint", protocol + "/userinfo")
            .put("end_session_endpoint", protocol + "/logout")
            .put("revocation_endpoint", protocol + "/revoke")
            .put("jwks_uri", protocol + "/certs")
            .put(
                "grant_types_supported",
                JsonArray.of(
                    "authorization_code", "password", "client_credentials", "refresh_token"))
            .put("code_challenge_methods_supported", JsonArray.of("S256"))
            .put("response_types_supported", JsonArray.of("code"))
            .put("subject_types_supported", JsonArray.of("public"))
            .put("id_token_signing_alg_values_supported", JsonArray.of("RS256"))
            .put("backchannel_logout_supported", true)
            .put("backchannel_logout_session_supported", true));
  }

  private static void withForm(Exchange exchange, Function<String, Answer> answers) {
    exchange
        .body()
        .onSuccess(body -> exchange.send(answers.apply(body.toString())))
        .onFailure(exchange::failed);
  }
}
