package dev.bimgate.client.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens from the issuer: by refresh token (RFC 6749, section 6) or by client credentials
 * (section 4.4).
 *
 * <p>The first call waits for a token. Shortly before the token expires the next one is requested
 * in the background, while calls use the present one. After a 401, and once the token has expired,
 * calls wait for the next one. Calls that need a token at the same time share one request to the
 * issuer.
 */
public final class OidcTokens implements TokenSupplier {

  /** So long before its end a token is replaced, or after four fifths of its lifetime. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Without {@code expires_in} a token is used until it is rejected. */
  private static final Duration UNKNOWN_LIFETIME = Duration.ofDays(365);

  private final TokenEndpoint endpoint;
  private final Consumer<String> onRefreshToken;
  private final InstantSource clock;
  private @Nullable String refreshToken;
  private @Nullable Issued issued;
  private @Nullable CompletableFuture<String> pending;

  OidcTokens(
      OidcClient client,
      @Nullable String refreshToken,
      Consumer<String> onRefreshToken,
      InstantSource clock) {
    this.endpoint = new TokenEndpoint(client);
    this.refreshToken = refreshToken;
    this.onRefreshToken = onRefreshToken;
    this.clock = clock;
  }

  /** The tokens of an app's own account. */
  public static OidcTokens clientCredentials(OidcClient client) {
    return new OidcTokens(client, null, unused -> {}, InstantSource.system());
  }

  /**
   * The tokens of a user who has logged in.
   *
   * @param refreshToken from the login
   * @param onRefreshToken gets each refresh token that replaces the one before, which is worth
   *     nothing any more: an app that stores it stores the new one; it neither blocks nor throws
   */
  public static OidcTokens refreshing(
      OidcClient client, String refreshToken, Consumer<String> onRefreshToken) {
    return new OidcTokens(client, refreshToken, onRefreshToken, InstantSource.system());
  }

  /** An access token and its times. */
  private record Issued(String token, Instant replaceAt, Instant expiresAt) {

    static Issued of(JsonNode response, Instant requestedAt) {
      long seconds = response.path("expires_in").asLong(UNKNOWN_LIFETIME.toSeconds());
      Duration fifth = Duration.ofSeconds(seconds).dividedBy(5);
      Instant expiresAt = requestedAt.plusSeconds(seconds);
      Instant replaceAt = expiresAt.minus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN);
      return new Issued(response.path("access_token").asText(), replaceAt, expiresAt);
    }

    @Override
    public String toString() {
      return "Issued[redacted]";
    }
  }

  @Override
  public Uni<String> token(@Nullable String rejected) {
    return Uni.createFrom().completionStage(() -> current(rejected));
  }

  private synchronized CompletableFuture<String> current(@Nullable String rejected) {
    Issued present = issued;
    Instant now = clock.instant();
    if (present == null || present.token.equals(rejected) || !now.isBefore(present.expiresAt)) {
      // A copy: one caller that leaves does not cancel the request of the others.
      return request().copy();
    }
    if (!now.isBefore(present.replaceAt)) {
      CompletableFuture<String> unused = request();
    }
    return CompletableFuture.completedFuture(present.token);
  }

  /** The pending request, or a new one. */
  private CompletableFuture<String> request() {
    CompletableFuture<String> shared = pending;
    if (shared == null || shared.isDone()) {
      Instant requestedAt = clock.instant();
      shared = endpoint.grant(form()).thenApply(response -> received(response, requestedAt));
      pending = shared;
    }
    return shared;
  }

  private Map<String, String> form() {
    return refreshToken == null
        ? Map.of("grant_type", "client_credentials")
        : Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  private synchronized String received(JsonNode response, Instant requestedAt) {
    Issued next = Issued.of(response, requestedAt);
    issued = next;
    String replaced = response.path("refresh_token").asText();
    if (refreshToken != null && !replaced.isEmpty() && !replaced.equals(refreshToken)) {
      refreshToken = replaced;
      onRefreshToken.accept(replaced);
    }
    return next.token;
  }
}
