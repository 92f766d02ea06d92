package dev.bimgate.gateway.token.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.parse.AuthorizationHeader;
import dev.bimgate.gateway.token.parse.ShownText;
import dev.bimgate.gateway.token.parse.StrictBase64Url;
import dev.bimgate.gateway.token.parse.StrictJson;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The unverified content of a token as far as it can be parsed, only to be shown to an operator.
 */
final class UnverifiedToken {

  private static final ObjectNode UNREADABLE = JsonNodeFactory.instance.objectNode();

  private final ObjectNode header;
  private final ObjectNode payload;

  private UnverifiedToken(ObjectNode header, ObjectNode payload) {
    this.header = header;
    this.payload = payload;
  }

  static UnverifiedToken of(String token) {
    String[] parts =
        token.length() > AuthorizationHeader.MAX_LENGTH ? new String[0] : token.split("\\.", 4);
    return new UnverifiedToken(object(parts, 0), object(parts, 1));
  }

  private static ObjectNode object(String[] parts, int index) {
    try {
      return index < parts.length
          ? StrictJson.object(StrictBase64Url.decode(parts[index]))
          : UNREADABLE;
    } catch (TokenRejectedException outOfForm) {
      return UNREADABLE;
    }
  }

  /** One line, {@code name: value}, for each claim shown; no personal data. */
  List<String> lines(long nowMillis) {
    List<String> lines = new ArrayList<>();
    add(lines, "issuer", payload.get("iss"));
    add(lines, "app", payload.has("azp") ? payload.get("azp") : payload.get("client_id"));
    add(lines, "audience", payload.get("aud"));
    add(lines, "scopes", payload.get("scope"));
    add(lines, "kind", payload.get("typ"));
    add(lines, "header typ", header.get("typ"));
    add(lines, "algorithm", header.get("alg"));
    add(lines, "key", header.get("kid"));
    addTime(lines, "valid from", payload.get("nbf"), nowMillis);
    addTime(lines, "issued", payload.get("iat"), nowMillis);
    addTime(lines, "expires", payload.get("exp"), nowMillis);
    return lines;
  }

  private static void add(List<String> lines, String name, @Nullable JsonNode value) {
    if (value != null) {
      lines.add(name + ": " + ShownText.of(value.isTextual() ? value.textValue() : "" + value));
    }
  }

  private static void addTime(
      List<String> lines, String name, @Nullable JsonNode value, long nowMillis) {
    if (value == null || !value.isNumber() || Math.abs(value.doubleValue()) > 1e11) {
      add(lines, name, value);
      return;
    }
    long millis = (long) (value.doubleValue() * 1_000);
    lines.add(name + ": " + Instant.ofEpochMilli(millis) + ", " + fromNow(millis - nowMillis));
  }

  private static String fromNow(long millis) {
    String length = Duration.ofSeconds(Math.abs(millis) / 1_000).toString().substring(2);
    String spaced = length.toLowerCase(Locale.ROOT).replaceAll("(?<=[hm])(?=\\d)", " ");
    return millis < 0 ? spaced + " ago" : "in " + spaced;
  }
}
