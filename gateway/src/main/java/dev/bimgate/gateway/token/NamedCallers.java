package dev.bimgate.gateway.token;

import dev.bimgate.cache.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Users and callers as an operator names them: by a subject, or by a token. */
public final class NamedCallers {

  private final TokenGate gate;
  private final IssuerKeys keys;

  public NamedCallers(TokenGate gate, IssuerKeys keys) {
    this.gate = gate;
    this.keys = keys;
  }

  /** The issuer whose tokens are let in; empty until it is known. */
  public Optional<String> issuer() {
    return Optional.ofNullable(keys.issuer());
  }

  /** Who the log may mean by this subject: that user of the issuer, and that of the old login. */
  public List<User> usersOf(String subject) {
    List<User> users = new ArrayList<>();
    issuer().ifPresent(issuer -> users.add(new User(issuer, subject)));
    users.add(new User(LegacyForm.ISSUER, subject));
    return List.copyOf(users);
  }

  /**
   * Whose a token is, by the rules that a request with it meets.
   *
   * @return empty for a token of the old login: only Bimplus could tell, and it is not sent there
   */
  public Optional<CompletionStage<Admission>> callerOf(String token) {
    return LegacyForm.isToken(token, 0)
        ? Optional.empty()
        : Optional.of(gate.admit(List.of("Bearer " + token)));
  }
}
