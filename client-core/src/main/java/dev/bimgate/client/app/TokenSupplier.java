package dev.bimgate.client.app;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one user or service account, for each call in turn.
 *
 * <p>{@link OidcTokens} refreshes tokens at the issuer. An app that has its tokens from elsewhere,
 * from the session of a web user for example, implements this interface.
 */
@FunctionalInterface
public interface TokenSupplier {

  /**
   * The token for the next call. It fails if there is none; the call then fails in the same way.
   *
   * @param rejected the token with which the call has just got 401: a supplier that has no other
   *     returns it again, and the call fails with that 401; null for the first attempt
   */
  Uni<String> token(@Nullable String rejected);

  /** A supplier of one token that is never refreshed. */
  static TokenSupplier of(String token) {
    return rejected -> Uni.createFrom().item(token);
  }
}
