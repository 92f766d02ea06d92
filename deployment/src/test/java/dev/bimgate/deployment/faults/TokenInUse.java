package dev.bimgate.deployment.faults;

import dev.bimgate.sandbox.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The token that a caller shows at present: which keys signed it, and whether it was let in. */
final class TokenInUse {

  private final Reader reader;
  private final Tokens tokens;
  private final Weather weather;
  private volatile Weather.KeysInUse keys;
  private String text;
  private boolean admitted;

  TokenInUse(Reader reader, Tokens tokens, Weather weather) {
    this.reader = reader;
    this.tokens = tokens;
    this.weather = weather;
    this.keys = weather.keys();
    this.text = signed();
  }

  String text() {
    return text;
  }

  /** Whose keys signed it. */
  Weather.KeysInUse keys() {
    return keys;
  }

  /** Whether other keys sign by now. */
  boolean isOfOldKeys() {
    return weather.keys().generation() != keys.generation();
  }

  /** Takes another one. */
  void renew() {
    weather.underTheseKeys(
        present -> {
          keys = present;
          text = signed();
        });
    admitted = false;
  }

  /** The gateway has let it in, so that it need not fetch keys for it again. */
  void admitted() {
    admitted = true;
  }

  boolean isAdmitted() {
    return admitted;
  }

  /** Its {@code jti}. */
  String id() {
    byte[] payload = Base64.getUrlDecoder().decode(text.split("\\.", -1)[1]);
    return World.read(new String(payload, StandardCharsets.UTF_8)).path("jti").asText();
  }

  /** One like it that must not be let in. */
  String forged() {
    return tokens.with(reader.user()).wrongSignature().sign();
  }

  private String signed() {
    return tokens.with(reader.user()).authorizedParty(reader.app()).sign();
  }
}
