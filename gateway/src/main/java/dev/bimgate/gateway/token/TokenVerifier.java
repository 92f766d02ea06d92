package dev.bimgate.gateway.token;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.diagnosis.TokenReport;
import dev.bimgate.gateway.token.jwt.ClaimsValidator;
import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.jwt.SmallRyeReader;
import dev.bimgate.gateway.token.jwt.TokenClaims;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import dev.bimgate.gateway.token.revocation.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps of verifying a token, each for a verification thread. */
final class TokenVerifier {

  private final TokenPolicy rules;
  private final Supplier<@Nullable String> issuer;
  private final Duration rememberFor;
  private final InstantSource clock;

  /**
   * With the policy and the issuer.
   *
   * @param issuer whose tokens are accepted; null until it is known
   */
  TokenVerifier(
      TokenPolicy rules,
      Supplier<@Nullable String> issuer,
      Duration rememberFor,
      InstantSource clock) {
    this.rules = rules;
    this.issuer = issuer;
    this.rememberFor = rememberFor;
    this.clock = clock;
  }

  /**
   * The first step: parses the token and validates its claims before the key lookup, so that no
   * token of another issuer, app or time causes a fetch.
   */
  ReadToken read(String token) throws TokenRejectedException {
    ReadToken read = ReadToken.read(token, rules);
    TokenRejectedException.throwFor(
        ClaimsValidator.rejectionOf(read.claims(), rules, issuer.get(), clock.millis()));
    return read;
  }

  /** The second step, with the key: compares its issuer, and verifies with SmallRye JWT. */
  VerifiedToken verify(ReadToken read, IssuerKey key) throws TokenRejectedException {
    TokenClaims claims = read.claims();
    TokenRejectedException.throwFor(
        ClaimsValidator.rejectionOf(claims, rules, key.issuer(), clock.millis()));
    if (!SmallRyeReader.verify(read.jws(), key).agreesWith(claims)) {
      throw new TokenRejectedException(RejectionReason.DISAGREEMENT);
    }
    return remembered(claims, key);
  }

  /** Explains a rejection in one line without the token. */
  String explain(String token, RejectionReason cause) {
    return TokenReport.line(token, cause, rules, clock.millis());
  }

  /** The caller of a token: the only part of it in cache keys. */
  static Caller caller(TokenClaims claims) {
    User user = new User(claims.issuer(), claims.subject());
    return new Caller(user, claims.app(), claims.scopes());
  }

  private VerifiedToken remembered(TokenClaims claims, IssuerKey key) {
    Caller caller = caller(claims);
    Instant expiresAt = Instant.ofEpochMilli(claims.expiresAtMillis());
    long skew = rules.skew().toMillis();
    return new VerifiedToken(
        new AuthenticationResult.Authenticated(
            caller, expiresAt, claims.sessionId(), claims.tokenId(), issuedAt(claims)),
        key,
        claims.notBeforeMillis() - skew,
        Math.min(claims.expiresAtMillis() + skew, clock.millis() + rememberFor.toMillis()));
  }

  private static @Nullable Instant issuedAt(TokenClaims claims) {
    long millis = claims.issuedAtMillis();
    return millis == TokenClaims.LONG_AGO ? null : Instant.ofEpochMilli(millis);
  }
}
