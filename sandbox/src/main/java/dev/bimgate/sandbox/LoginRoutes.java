package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The legacy login: {@code POST} and {@code GET /v2/authorize}. */
final class LoginRoutes {

  private final World world;
  private final LegacyLogins logins;
  private final InstantSource clock;

  LoginRoutes(World world, LegacyLogins logins, InstantSource clock) {
    this.world = world;
    this.logins = logins;
    this.clock = clock;
  }

  Answer login(JsonObject body) {
    String user = text(body, "user_id");
    String password = text(body, "password");
    String application = text(body, "application_id");
    if (user == null || password == null || application == null) {
      return Answer.error(400, "BadRequest", "user_id, password and application_id are required.");
    }
    Account account = world.findAccount(user);
    if (account == null || !account.password().equals(password)) {
      return Answer.error(401, "Unauthorized", "User or password is wrong.");
    }
    LegacyLogins.Login login = logins.login(account, application, text(body, "client_id"));
    return Answer.json(
        new JsonObject()
            .put("access_token", login.token())
            .put("expires_in", LegacyLogins.LIFETIME.toSeconds() - 1)
            .put("client_id", login.clientId())
            .put("token_type", "BimPlus"));
  }

  Answer whose(Call call) {
    Duration left = Duration.between(clock.instant(), call.asking().expiresAt());
    return Answer.json(
        new JsonObject()
            .put("user_id", call.account().subject())
            .put("audience", call.asking().application())
            .put("expires_in", Math.max(0, left.toSeconds())));
  }

  private static @Nullable String text(JsonObject body, String member) {
    return body.getValue(member) instanceof String text ? text : null;
  }
}
