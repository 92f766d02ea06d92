package dev.bimgate.gateway.token;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Resolves the users and callers that an operator names by a subject or a token. */
public final class CallerResolver {

  private final TokenGate gate;
  private final IssuerKeys keys;

  public CallerResolver(TokenGate gate, IssuerKeys keys) {
    this.gate = gate;
    this.keys = keys;
  }

  /** The issuer whose tokens are accepted; empty until it is known. */
  public Optional<String> issuer() {
    return Optional.ofNullable(keys.issuer());
  }

  /** The users that a subject in the log may be: the issuer's, and that of legacy tokens. */
  public List<User> usersOf(String subject) {
    List<User> users = new ArrayList<>();
    issuer().ifPresent(issuer -> users.add(new User(issuer, subject)));
    users.add(new User(LegacyTokenFormat.ISSUER, subject));
    return List.copyOf(users);
  }

  /**
   * Authenticates a token as in a request.
   *
   * @return empty for a legacy token: only Bimplus knows its owner, and it is not sent there
   */
  public Optional<CompletionStage<AuthenticationResult>> callerOf(String token) {
    return LegacyTokenFormat.isToken(token, 0)
        ? Optional.empty()
        : Optional.of(gate.authenticate(List.of("Bearer " + token)));
  }
}
