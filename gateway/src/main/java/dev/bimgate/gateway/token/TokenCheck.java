package dev.bimgate.gateway.token;

import dev.bimgate.gateway.token.diagnosis.TokenReport;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.parse.ShownText;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports to an operator whether {@link TokenGate} accepts a token, and why. */
public final class TokenCheck {

  private static final Pattern FIELD =
      Pattern.compile("(?:authorization:\\s*)?(?:(?:bearer|bimplus) +)?", Pattern.CASE_INSENSITIVE);

  private final TokenGate gate;
  private final TokenPolicy rules;
  private final InstantSource clock;

  public TokenCheck(TokenGate gate, TokenPolicy rules, InstantSource clock) {
    this.gate = gate;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The report on a token.
   *
   * @param accepted whether a request with it would be accepted now
   * @param lines the verdict and its reasons, one line each; never the token
   */
  public record Verdict(boolean accepted, List<String> lines) {

    public Verdict {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Authenticates the token; never completes exceptionally.
   *
   * @param text the token or an {@code Authorization} header; surrounding white space is ignored
   */
  public CompletableFuture<Verdict> verdict(String text) {
    String token = FIELD.matcher(text.strip()).replaceFirst("");
    return gate.authenticate(List.of("Bearer " + token))
        .thenApply(result -> verdict(token, result))
        .toCompletableFuture();
  }

  private Verdict verdict(String token, AuthenticationResult result) {
    @Nullable RejectionReason cause =
        result instanceof AuthenticationResult.Rejected no ? no.cause() : null;
    List<String> lines = new ArrayList<>(TokenReport.lines(token, cause, rules, clock.millis()));
    if (result instanceof AuthenticationResult.Authenticated authenticated
        && LegacyTokenFormat.isToken(token, 0)) {
      lines.add("app: " + ShownText.of(authenticated.caller().app()));
      lines.add("expires: " + authenticated.expiresAt());
    }
    return new Verdict(cause == null, lines);
  }
}
