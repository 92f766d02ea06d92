package dev.bimgate.gateway.token.diagnosis;

import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.parse.ShownText;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An operator's report on a token: its claims, whether it is accepted or why not, and which setting
 * would change that. Never shows the token or its user.
 */
public final class TokenReport {

  private static final String NEW_TOKEN = "no setting; the client needs a new token";
  private static final String OTHER_TOKEN = "no setting; the client must send an access token";
  private static final String NEVER = "no setting; such a token is never accepted";

  private TokenReport() {}

  /**
   * The lines of the report, the verdict first.
   *
   * @param cause why it is rejected; null if it is accepted
   */
  public static List<String> lines(
      String token, @Nullable RejectionReason cause, TokenPolicy rules, long nowMillis) {
    List<String> lines = new ArrayList<>();
    if (cause == null) {
      lines.add("accepted");
    } else {
      lines.add("rejected: " + why(cause) + " (" + Labels.of(cause) + ")");
      lines.add("fix: " + change(cause, rules));
    }
    if (LegacyTokenFormat.isToken(token, 0)) {
      lines.add("token: legacy, opaque; Bimplus looks up its owner");
      return lines;
    }
    lines.add("token: " + token.length() + " characters");
    List<String> claims = UnverifiedToken.of(token).lines(nowMillis);
    if (!claims.isEmpty() && cause != null) {
      lines.add("unverified and possibly forged:");
    }
    lines.addAll(claims);
    return lines;
  }

  /** The same in one line, for the log. */
  public static String line(
      String token, RejectionReason cause, TokenPolicy rules, long nowMillis) {
    return String.join("; ", lines(token, cause, rules, nowMillis));
  }

  /** Describes the reason for rejection. */
  private static String why(RejectionReason cause) {
    return switch (cause) {
      case ABSENT, UNKNOWN_SCHEME, MALFORMED_FIELD -> "not one token without spaces";
      case TOO_LONG -> "longer than 8,192 characters";
      case NOT_A_JWT -> "not a signed JWT, three parts separated by dots";
      case BASE64URL -> "a part has padding, foreign characters or spare bits";
      case NOT_JSON -> "header or payload is not a strict JSON object";
      case DUPLICATE_MEMBER -> "duplicate member in header or payload";
      case CRIT -> "the header requires an extension (crit, b64)";
      case EMBEDDED_KEY -> "the header contains a key or the address of one";
      case CONTENT_CODING -> "compressed, nested or encrypted content";
      case ALGORITHM -> "the algorithm is not accepted";
      case KEY_ID -> "kid is not a string";
      case KIND -> "not an access token by the rules of the profile";
      case CLAIM -> "a claim is missing or malformed";
      case EXPIRED -> "expired";
      case NOT_YET_VALID -> "not valid yet, or the clocks differ";
      case WRONG_ISSUER -> "issued by another issuer";
      case WRONG_AUDIENCE -> "for another audience";
      case WRONG_PARTY -> "the app is not an authorized party";
      case SENDER_BOUND -> "bound to a key of its sender (cnf)";
      case UNKNOWN_KEY -> "the issuer publishes no key for it";
      case KEY_MISMATCH -> "the key with its kid is not for its algorithm";
      case BAD_SIGNATURE -> "invalid signature";
      case LIBRARY, UNEXPECTED -> "verification failed for an unexpected reason";
      case DISAGREEMENT -> "the two parsers read it differently";
      case DENIED -> "an operator has denied it, its session or its user";
      case LOGGED_OUT -> "its session was logged out at the issuer";
      case LEGACY -> "legacy tokens are not accepted";
      case LEGACY_REFUSED -> "Bimplus rejects this legacy token";
      case LEGACY_REMOVED -> "Bimplus no longer supports legacy tokens";
      case KEYS_UNAVAILABLE -> "the issuer's keys are unavailable; the token may be valid";
      case LEGACY_UNANSWERED -> "Bimplus is unavailable; the token may be valid";
      case LEGACY_MALFORMED -> "Bimplus sent a malformed response";
      case LOGIN_LIMITED -> "too many unknown legacy tokens; the token may be valid";
      case OVERLOADED -> "the verification queue is full; the token may be valid";
    };
  }

  /** The setting that would change it, with its value, or that none would. */
  private static String change(RejectionReason cause, TokenPolicy rules) {
    return switch (cause) {
      case WRONG_PARTY -> setting("bimplus.oidc.authorized-parties", rules.authorizedParties());
      case WRONG_AUDIENCE -> setting("bimplus.oidc.audience", rules.audiences());
      case ALGORITHM -> setting("bimplus.oidc.algorithms", rules.algorithms());
      case KIND ->
          setting(
              "bimplus.oidc.profile", Set.of(rules.profile().toString().toLowerCase(Locale.ROOT)));
      case WRONG_ISSUER ->
          "bimplus.oidc.issuer, or bimplus.oidc.discovery-url or bimplus.environment, if the token"
              + " is from another installation";
      case UNKNOWN_KEY, KEYS_UNAVAILABLE ->
          "bimplus.oidc.discovery-url or bimplus.environment, if the keys are from another"
              + " installation";
      case LEGACY -> "gateway.legacy-tokens.enabled or gateway.legacy-tokens.refuse-after";
      case LEGACY_UNANSWERED, LEGACY_MALFORMED -> "bimplus.url or bimplus.environment, if wrong";
      case EXPIRED, NOT_YET_VALID, DENIED, LOGGED_OUT, LEGACY_REFUSED, LEGACY_REMOVED -> NEW_TOKEN;
      case ABSENT, UNKNOWN_SCHEME, MALFORMED_FIELD, NOT_A_JWT, CLAIM -> OTHER_TOKEN;
      case OVERLOADED, UNEXPECTED, LIBRARY -> "no setting";
      default -> NEVER;
    };
  }

  private static String setting(String name, Set<String> now) {
    String values = now.isEmpty() ? "not set" : String.join(",", new TreeSet<>(now));
    return name + " (now " + ShownText.of(values) + ")";
  }
}
