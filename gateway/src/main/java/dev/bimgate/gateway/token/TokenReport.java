package dev.bimgate.gateway.token;

import dev.bimgate.gateway.context.Words;
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
final class TokenReport {

  private static final String NEW_TOKEN = "no setting; the client needs a new token";
  private static final String OTHER_TOKEN = "no setting; the client must send an access token";
  private static final String NEVER = "no setting; such a token is never let in";

  private TokenReport() {}

  /**
   * The lines of the report, the verdict first.
   *
   * @param cause why it is rejected; null if it is accepted
   */
  static List<String> lines(
      String token, @Nullable TokenCause cause, TokenRules rules, long nowMillis) {
    List<String> lines = new ArrayList<>();
    if (cause == null) {
      lines.add("accepted");
    } else {
      lines.add("refused: " + why(cause) + " (" + Words.of(cause) + ")");
      lines.add("to change that: " + change(cause, rules));
    }
    if (LegacyForm.isToken(token, 0)) {
      lines.add("token: of the old login, which says nothing by itself; Bimplus tells whose it is");
      return lines;
    }
    lines.add("token: " + token.length() + " characters");
    List<String> claims = TokenSketch.of(token).lines(nowMillis);
    if (!claims.isEmpty() && cause != null) {
      lines.add("unverified, so anybody may have written what follows:");
    }
    lines.addAll(claims);
    return lines;
  }

  /** The same in one line, for the log. */
  static String line(String token, TokenCause cause, TokenRules rules, long nowMillis) {
    return String.join("; ", lines(token, cause, rules, nowMillis));
  }

  /** Describes the reason for rejection. */
  private static String why(TokenCause cause) {
    return switch (cause) {
      case ABSENT, UNKNOWN_SCHEME, MALFORMED_FIELD -> "it is not one token without spaces";
      case TOO_LONG -> "it is longer than 8,192 characters";
      case NOT_A_JWT -> "it is no signed JWT, three parts with dots between them";
      case BASE64URL -> "a part has padding, foreign characters or spare bits";
      case NOT_JSON -> "header or payload is no strict JSON object";
      case DUPLICATE_MEMBER -> "a member name occurs twice in header or payload";
      case CRIT -> "its header asks for an extension (crit, b64)";
      case EMBEDDED_KEY -> "its header brings a key or the address of one";
      case CONTENT_CODING -> "its header says that it is compressed, nested or encrypted";
      case ALGORITHM -> "its algorithm is not among those accepted";
      case KEY_ID -> "its kid is no string";
      case KIND -> "it is no access token by the rules of the profile";
      case CLAIM -> "a claim is missing or out of form";
      case EXPIRED -> "it has expired";
      case NOT_YET_VALID -> "it is not valid yet; the clocks here and there may differ";
      case WRONG_ISSUER -> "it is of another issuer";
      case WRONG_AUDIENCE -> "it is for another audience";
      case WRONG_PARTY -> "its app is none of those let in";
      case SENDER_BOUND -> "it is bound to a key of its sender (cnf)";
      case UNKNOWN_KEY -> "the issuer publishes no key of that name for it";
      case KEY_MISMATCH -> "the key of that name is not for its algorithm";
      case BAD_SIGNATURE -> "its signature does not belong to it";
      case LIBRARY, UNEXPECTED -> "it could not be checked, whatever the reason";
      case DISAGREEMENT -> "its two readers understand different things of it";
      case DENIED -> "an operator has denied it, its session or its user";
      case LOGGED_OUT -> "the issuer says that its session has ended";
      case LEGACY -> "tokens of the old login are not let in";
      case LEGACY_REFUSED -> "Bimplus says that this token of the old login is nobody's";
      case LEGACY_REMOVED -> "Bimplus has no such login any more";
      case KEYS_UNAVAILABLE -> "the issuer's keys could not be had; it may be good";
      case LEGACY_UNANSWERED -> "Bimplus could not be asked about it; it may be good";
      case LEGACY_MALFORMED -> "Bimplus's answer about it is out of form";
      case OVERLOADED -> "too many tokens wait to be checked; it may be good";
    };
  }

  /** The setting that would change it, with its value, or that none would. */
  private static String change(TokenCause cause, TokenRules rules) {
    return switch (cause) {
      case WRONG_PARTY -> setting("bimplus.oidc.authorized-parties", rules.authorizedParties());
      case WRONG_AUDIENCE -> setting("bimplus.oidc.audience", rules.audiences());
      case ALGORITHM -> setting("bimplus.oidc.algorithms", rules.algorithms());
      case KIND ->
          setting(
              "bimplus.oidc.profile", Set.of(rules.profile().toString().toLowerCase(Locale.ROOT)));
      case WRONG_ISSUER ->
          "bimplus.oidc.issuer, or bimplus.oidc.discovery-url or bimplus.environment, if it is"
              + " another installation's";
      case UNKNOWN_KEY, KEYS_UNAVAILABLE ->
          "bimplus.oidc.discovery-url or bimplus.environment, if the keys are another's";
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
