package dev.bimgate.sandbox.keys;

import dev.bimgate.sandbox.wire.Answer;
import io.vertx.core.json.JsonObject;

/** An error response of the token endpoint (RFC 6749, section 5.2); carries no stack trace. */
public final class OAuthRefusal extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;

  public OAuthRefusal(int status, String error, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
  }

  public Answer answer() {
    JsonObject json = new JsonObject().put("error", error).put("error_description", getMessage());
    return Answer.json(status, json.toBuffer()).with("Cache-Control", "no-store");
  }
}
