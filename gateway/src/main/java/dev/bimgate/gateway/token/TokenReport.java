package dev.bimgate.gateway.token;

import dev.bimgate.gateway.context.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a token is read, in words for an operator: what it says, whether it is let in and if not why,
 * and which setting would change that. Never the token, nor whose it is.
 */
final class TokenReport {

  private TokenReport() {}

  /**
   * The lines of the report, the verdict first.
   *
   * @param cause why it is refused; null if it is let in
   */
  static List<String> lines(
      String token, @Nullable TokenCause cause, TokenRules rules, long nowMillis) {
    List<String> lines = new ArrayList<>();
    lines.add(cause == null ? "accepted" : "refused: " + refusal(cause));
    if (cause != null) {
      lines.add("to change that: " + CauseWords.change(cause, rules));
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

  private static String refusal(TokenCause cause) {
    return CauseWords.why(cause) + " (" + Words.of(cause) + ")";
  }
}
