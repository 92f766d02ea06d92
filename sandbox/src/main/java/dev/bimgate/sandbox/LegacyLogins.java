package dev.bimgate.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The legacy sessions: tokens of 32 hex digits each, known here alone. */
final class LegacyLogins {

  static final String DEFAULT_APPLICATION = "5f43560d-9b0c-4f3c-b4e0-f3b1e2a5c001";

  static final Duration LIFETIME = Duration.ofDays(30);

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> byToken = new HashMap<>();

  LegacyLogins(InstantSource clock) {
    this.clock = clock;
  }

  /** One session. */
  record Login(
      String token, Account account, String applicationId, String clientId, Instant expiresAt) {

    @Override
    public String toString() {
      return "login of " + account;
    }
  }

  /**
   * Logs in; without the client id of a valid session, the user's earlier sessions of that
   * application end.
   */
  synchronized Login login(Account account, String applicationId, @Nullable String clientId) {
    if (clientId != null && isKnown(account, clientId)) {
      return issue(account, applicationId, clientId);
    }
    byToken
        .values()
        .removeIf(
            login -> login.account.equals(account) && login.applicationId.equals(applicationId));
    return issue(account, applicationId, UUID.randomUUID().toString());
  }

  /** A further session beside all others. */
  synchronized Login issue(Account account, String applicationId, String clientId) {
    byte[] token = new byte[16];
    random.nextBytes(token);
    Login login =
        new Login(
            HexFormat.of().formatHex(token),
            account,
            applicationId,
            clientId,
            clock.instant().plus(LIFETIME));
    byToken.put(login.token, login);
    return login;
  }

  synchronized @Nullable Login find(String token) {
    Login login = byToken.get(token);
    return login == null || !login.expiresAt.isAfter(clock.instant()) ? null : login;
  }

  /** Ends all sessions, like the vendor's removal of the legacy login would. */
  synchronized void endAll() {
    byToken.clear();
  }

  private boolean isKnown(Account account, String clientId) {
    return byToken.values().stream()
        .anyMatch(login -> login.account.equals(account) && login.clientId.equals(clientId));
  }
}
