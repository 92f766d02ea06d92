package dev.bimgate.gateway.token;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.token.jwt.BoundedThreads;
import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.jwt.SingleFlight;
import dev.bimgate.gateway.token.jwt.TimingEqualizer;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.KeyLookup;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.parse.AuthorizationHeader;
import dev.bimgate.gateway.token.parse.LastToken;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import dev.bimgate.gateway.token.revocation.DenyList;
import dev.bimgate.gateway.token.revocation.Revocations;
import dev.bimgate.gateway.token.revocation.SharedDenyList;
import dev.bimgate.gateway.token.revocation.VerifiedToken;
import dev.bimgate.gateway.token.revocation.VerifiedTokenCache;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The authentication stage: a token is parsed strictly and verified once, then cached.
 *
 * <p>Concurrent requests with one token share a verification, under either scheme; a rejected JWT
 * is not cached. {@link LegacyAuthenticator} authenticates legacy tokens. Fails closed: every
 * internal error is an {@link AuthenticationResult.Rejected}.
 */
public final class TokenGate implements AutoCloseable {

  private static final Map<RejectionReason, CompletionStage<AuthenticationResult>> REJECTED =
      rejections();

  private static final Set<RejectionReason> KEY_IN_DOUBT =
      EnumSet.of(RejectionReason.BAD_SIGNATURE, RejectionReason.KEY_MISMATCH);

  private final TokenVerifier verification;
  private final IssuerKeys keys;
  private final TimingEqualizer equalizer;
  private final LegacyAuthenticator legacy;
  private final VerifiedTokenCache remembered;
  private final DenyList denyList;
  private final ExecutorService executor;
  private final TokenEvents events;
  private final SingleFlight<TokenDigest, AuthenticationResult> verifications =
      new SingleFlight<>();

  /** With verification threads of its own. */
  public TokenGate(
      TokenPolicy rules,
      IssuerKeys keys,
      LegacyAuthenticator legacy,
      TokenGateOptions options,
      InstantSource clock,
      TokenEvents events) {
    this(
        rules,
        keys,
        legacy,
        options,
        clock,
        events,
        BoundedThreads.named("token-verification", options.threads(), options.maxQueued()));
  }

  TokenGate(
      TokenPolicy rules,
      IssuerKeys keys,
      LegacyAuthenticator legacy,
      TokenGateOptions options,
      InstantSource clock,
      TokenEvents events,
      ExecutorService executor) {
    this.verification = new TokenVerifier(rules, keys::issuer, options.rememberFor(), clock);
    this.keys = keys;
    this.equalizer = new TimingEqualizer(keys::anyFor);
    this.legacy = legacy;
    this.remembered = new VerifiedTokenCache(options.maxRememberedBytes(), clock);
    this.denyList = new DenyList(clock);
    this.executor = executor;
    this.events = events;
  }

  /**
   * Authenticates a request; never throws and never blocks.
   *
   * <p>The stage never completes exceptionally. For a cached token it is complete; else it
   * completes on a verification thread or another event loop, so return to your own context.
   *
   * @param authorization all values of the {@code Authorization} header, in order
   * @param last the last token of its connection
   * @param sender the client that has sent it
   */
  public CompletionStage<AuthenticationResult> authenticate(
      List<String> authorization, LastToken last, LoginLimit.Sender sender) {
    AuthorizationHeader authorizationHeader = AuthorizationHeader.read(authorization);
    if (authorizationHeader instanceof AuthorizationHeader.None none) {
      return rejected(none.cause());
    }
    AuthorizationHeader.Token token = (AuthorizationHeader.Token) authorizationHeader;
    if (token.length() > AuthorizationHeader.MAX_LENGTH) {
      return token.isToken68() ? tooLong() : rejected(RejectionReason.MALFORMED_FIELD);
    }
    TokenDigest digest = last.digestOf(token);
    if (LegacyTokenFormat.isToken(token.field(), token.start())) {
      return denyList.checkLegacyToken(legacy.authenticate(digest, token.field(), sender), events);
    }
    VerifiedToken known = find(digest);
    if (known != null) {
      last.remember(token, digest);
      return known.stage();
    }
    last.forget(digest);
    return token.isToken68()
        ? verifyOnce(digest, token)
        : rejected(RejectionReason.MALFORMED_FIELD);
  }

  /** Authenticates a token that an operator asks about, without a limit of lookups. */
  public CompletionStage<AuthenticationResult> authenticate(List<String> authorization) {
    return authenticate(authorization, new LastToken(), LoginLimit.Sender.OPERATOR);
  }

  /**
   * Revokes tokens and invalidates the lists of their owners, at all gateways.
   *
   * @param lists invalidates those of this gateway
   */
  public Revocations revocations(Consumer<Invalidation> lists, Peers peers) {
    SharedDenyList shared = new SharedDenyList(denyList, remembered, lists, peers);
    peers.add(shared);
    return new Revocations(denyList, remembered, keys, lists, shared);
  }

  /** The approximate number of cached tokens. */
  public long remembered() {
    return remembered.size() + legacy.remembered();
  }

  /** Stops the verification threads; cached tokens stay accepted. */
  @Override
  public void close() {
    executor.shutdown();
  }

  private CompletionStage<AuthenticationResult> tooLong() {
    events.rejected(RejectionReason.TOO_LONG);
    return rejected(RejectionReason.TOO_LONG);
  }

  /** Joins or starts a verification, and checks its result against denials made meanwhile. */
  private CompletionStage<AuthenticationResult> verifyOnce(
      TokenDigest digest, AuthorizationHeader.Token token) {
    return verifications
        .joinOrStart(digest, () -> startVerification(digest, token))
        .thenApply(found -> denyList.check(found, events));
  }

  private CompletionStage<AuthenticationResult> startVerification(
      TokenDigest digest, AuthorizationHeader.Token token) {
    // A verification that completed since the first check has cached its result.
    VerifiedToken known = find(digest);
    if (known != null) {
      return known.stage();
    }
    Verification mine = new Verification(digest, token.text());
    submit(mine, () -> read(mine));
    return mine.result;
  }

  private @Nullable VerifiedToken find(TokenDigest digest) {
    VerifiedToken token = remembered.find(digest);
    if (token == null || token.isValid(denyList)) {
      return token;
    }
    remembered.forget(digest, token);
    return null;
  }

  private void read(Verification pending) throws TokenRejectedException {
    ReadToken read = verification.read(pending.token);
    whenFound(
        pending,
        keys.find(read.jws().keyId(), read.jws().algorithm()),
        key -> {
          try {
            authenticate(pending, verification.verify(read, key));
          } catch (TokenRejectedException rejected) {
            retryUnnamed(pending, read, key, rejected);
          }
        });
  }

  /**
   * Fetches keys for a token without {@code kid}: its bad signature is the only sign of a rotation.
   */
  private void retryUnnamed(
      Verification pending, ReadToken read, IssuerKey tried, TokenRejectedException e)
      throws TokenRejectedException {
    if (read.jws().keyId() != null || e.why() != RejectionReason.BAD_SIGNATURE) {
      throw e;
    }
    whenFound(
        pending,
        keys.findByFetch(null, read.jws().algorithm()),
        key -> {
          if (key == tried) {
            throw e;
          }
          authenticate(pending, verification.verify(read, key));
        });
  }

  /** Continues at once if the key is present, else on a verification thread after the lookup. */
  private void whenFound(Verification pending, CompletableFuture<KeyLookup> lookup, KeyStep next)
      throws TokenRejectedException {
    if (lookup.isDone()) {
      next.with(lookup.join().keyOrThrow());
    } else {
      var unused = lookup.thenAccept(found -> submit(pending, () -> next.with(found.keyOrThrow())));
    }
  }

  private void submit(Verification pending, Step step) {
    try {
      executor.execute(() -> run(pending, step));
    } catch (RejectedExecutionException | OutOfMemoryError full) {
      // The error means that the system has no further thread.
      reject(pending, RejectionReason.OVERLOADED);
    }
  }

  private void run(Verification pending, Step step) {
    try {
      step.run();
    } catch (TokenRejectedException rejected) {
      if (KEY_IN_DOUBT.contains(rejected.why())) {
        keys.doubt();
      }
      equalizer.spendFor(rejected.why());
      reject(pending, rejected.why());
    } catch (RuntimeException | Error unforeseen) {
      // Not logged, as the message may quote claims; the meter counts UNEXPECTED.
      // Errors too, or requests would wait for ever.
      reject(pending, RejectionReason.UNEXPECTED);
    }
  }

  private void authenticate(Verification pending, VerifiedToken token) {
    RejectionReason denied = denyList.causeFor(token.authenticated());
    if (denied != null) {
      reject(pending, denied);
      return;
    }
    remembered.remember(pending.digest, token);
    events.verified();
    pending.result.complete(token.authenticated());
  }

  private void reject(Verification pending, RejectionReason cause) {
    events.rejected(cause);
    try {
      events.explained(() -> verification.explain(pending.token, cause));
    } finally {
      pending.result.complete(new AuthenticationResult.Rejected(cause));
    }
  }

  private static CompletionStage<AuthenticationResult> rejected(RejectionReason cause) {
    return Objects.requireNonNull(REJECTED.get(cause));
  }

  private static Map<RejectionReason, CompletionStage<AuthenticationResult>> rejections() {
    Map<RejectionReason, CompletionStage<AuthenticationResult>> stages =
        new EnumMap<>(RejectionReason.class);
    for (RejectionReason cause : RejectionReason.values()) {
      stages.put(cause, CompletableFuture.completedStage(new AuthenticationResult.Rejected(cause)));
    }
    return stages;
  }

  private interface Step {
    void run() throws TokenRejectedException;
  }

  private interface KeyStep {
    void with(IssuerKey key) throws TokenRejectedException;
  }

  /** An in-flight verification, the only holder of the token. */
  private static final class Verification {

    private final TokenDigest digest;
    private final String token;
    private final CompletableFuture<AuthenticationResult> result = new CompletableFuture<>();

    Verification(TokenDigest digest, String token) {
      this.digest = digest;
      this.token = token;
    }
  }
}
