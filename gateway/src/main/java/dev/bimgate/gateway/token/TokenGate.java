package dev.bimgate.gateway.token;

import dev.bimgate.cache.Invalidation;
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
 * is not cached. {@link LegacyLogins} authenticates legacy tokens. Fails closed: every internal
 * error is a {@link Admission.Refused}.
 */
public final class TokenGate implements AutoCloseable {

  private static final Map<TokenCause, CompletionStage<Admission>> REFUSED = refusals();

  private static final Set<TokenCause> KEY_IN_DOUBT =
      EnumSet.of(TokenCause.BAD_SIGNATURE, TokenCause.KEY_MISMATCH);

  private final TokenVerification verification;
  private final IssuerKeys keys;
  private final EvenTime evenTime;
  private final LegacyLogins legacy;
  private final RememberedTokens remembered;
  private final Denials denials;
  private final ExecutorService executor;
  private final TokenEvents events;
  private final SingleFlight<TokenDigest, Admission> verifications = new SingleFlight<>();

  /** With verification threads of its own. */
  public TokenGate(
      TokenRules rules,
      IssuerKeys keys,
      LegacyLogins legacy,
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
      TokenRules rules,
      IssuerKeys keys,
      LegacyLogins legacy,
      TokenGateOptions options,
      InstantSource clock,
      TokenEvents events,
      ExecutorService executor) {
    this.verification = new TokenVerification(rules, keys::issuer, options.rememberFor(), clock);
    this.keys = keys;
    this.evenTime = new EvenTime(keys::anyFor);
    this.legacy = legacy;
    this.remembered = new RememberedTokens(options.maxRememberedBytes(), clock);
    this.denials = new Denials(clock);
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
   */
  public CompletionStage<Admission> admit(List<String> authorization) {
    Credential credential = Credential.read(authorization);
    if (credential instanceof Credential.None none) {
      return refused(none.cause());
    }
    Credential.Token token = (Credential.Token) credential;
    if (token.length() > Credential.MAX_LENGTH) {
      return token.isToken68() ? tooLong() : refused(TokenCause.MALFORMED_FIELD);
    }
    TokenDigest digest = TokenDigest.of(token);
    if (LegacyForm.isToken(token.field(), token.start())) {
      return denials.checkOldLogin(legacy.admit(digest, token.field()), events);
    }
    RememberedToken known = find(digest);
    if (known != null) {
      return known.stage();
    }
    return token.isToken68() ? verifyOnce(digest, token) : refused(TokenCause.MALFORMED_FIELD);
  }

  /** Revokes tokens and invalidates the lists of their owners. */
  public Revocations revocations(Consumer<Invalidation> lists) {
    return new Revocations(denials, remembered, keys, lists);
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

  private CompletionStage<Admission> tooLong() {
    events.refused(TokenCause.TOO_LONG);
    return refused(TokenCause.TOO_LONG);
  }

  /** Joins or starts a verification, and checks its result against denials made meanwhile. */
  private CompletionStage<Admission> verifyOnce(TokenDigest digest, Credential.Token token) {
    return verifications
        .joinOrStart(digest, () -> startVerification(digest, token))
        .thenApply(found -> denials.check(found, events));
  }

  private CompletionStage<Admission> startVerification(TokenDigest digest, Credential.Token token) {
    // A verification that completed since the first check has cached its result.
    RememberedToken known = find(digest);
    if (known != null) {
      return known.stage();
    }
    Verification mine = new Verification(digest, token.text());
    submit(mine, () -> read(mine));
    return mine.result;
  }

  private @Nullable RememberedToken find(TokenDigest digest) {
    RememberedToken token = remembered.find(digest);
    if (token == null || token.isSpared(denials)) {
      return token;
    }
    remembered.forget(digest, token);
    return null;
  }

  private void read(Verification pending) throws TokenRefusedException {
    ReadToken read = verification.read(pending.token);
    whenFound(
        pending,
        keys.find(read.jws().keyId(), read.jws().algorithm()),
        key -> {
          try {
            admit(pending, verification.verify(read, key));
          } catch (TokenRefusedException refused) {
            retryUnnamed(pending, read, key, refused);
          }
        });
  }

  /**
   * Fetches keys for a token without {@code kid}: its bad signature is the only sign of a rotation.
   */
  private void retryUnnamed(
      Verification pending, ReadToken read, IssuerKey tried, TokenRefusedException e)
      throws TokenRefusedException {
    if (read.jws().keyId() != null || e.why() != TokenCause.BAD_SIGNATURE) {
      throw e;
    }
    whenFound(
        pending,
        keys.findByFetch(null, read.jws().algorithm()),
        key -> {
          if (key == tried) {
            throw e;
          }
          admit(pending, verification.verify(read, key));
        });
  }

  /** Continues at once if the key is present, else on a verification thread after the lookup. */
  private void whenFound(Verification pending, CompletableFuture<KeyLookup> lookup, KeyStep next)
      throws TokenRefusedException {
    if (lookup.isDone()) {
      next.with(lookup.join().keyOrRefuse());
    } else {
      var unused =
          lookup.thenAccept(found -> submit(pending, () -> next.with(found.keyOrRefuse())));
    }
  }

  private void submit(Verification pending, Step step) {
    try {
      executor.execute(() -> run(pending, step));
    } catch (RejectedExecutionException | OutOfMemoryError full) {
      // The error means that the system has no further thread.
      refuse(pending, TokenCause.OVERLOADED);
    }
  }

  private void run(Verification pending, Step step) {
    try {
      step.run();
    } catch (TokenRefusedException refused) {
      if (KEY_IN_DOUBT.contains(refused.why())) {
        keys.doubt();
      }
      evenTime.spendFor(refused.why());
      refuse(pending, refused.why());
    } catch (RuntimeException | Error unforeseen) {
      // Not logged, as the message may quote claims; the meter counts UNEXPECTED.
      // Errors too, or requests would wait for ever.
      refuse(pending, TokenCause.UNEXPECTED);
    }
  }

  private void admit(Verification pending, RememberedToken token) {
    TokenCause denied = denials.causeFor(token.admitted());
    if (denied != null) {
      refuse(pending, denied);
      return;
    }
    remembered.remember(pending.digest, token);
    events.verified();
    pending.result.complete(token.admitted());
  }

  private void refuse(Verification pending, TokenCause cause) {
    events.refused(cause);
    try {
      events.explained(() -> verification.explain(pending.token, cause));
    } finally {
      pending.result.complete(new Admission.Refused(cause));
    }
  }

  private static CompletionStage<Admission> refused(TokenCause cause) {
    return Objects.requireNonNull(REFUSED.get(cause));
  }

  private static Map<TokenCause, CompletionStage<Admission>> refusals() {
    Map<TokenCause, CompletionStage<Admission>> stages = new EnumMap<>(TokenCause.class);
    for (TokenCause cause : TokenCause.values()) {
      stages.put(cause, CompletableFuture.completedStage(new Admission.Refused(cause)));
    }
    return stages;
  }

  private interface Step {
    void run() throws TokenRefusedException;
  }

  private interface KeyStep {
    void with(IssuerKey key) throws TokenRefusedException;
  }

  /** An in-flight verification, the only holder of the token. */
  private static final class Verification {

    private final TokenDigest digest;
    private final String token;
    private final CompletableFuture<Admission> result = new CompletableFuture<>();

    Verification(TokenDigest digest, String token) {
      this.digest = digest;
      this.token = token;
    }
  }
}
