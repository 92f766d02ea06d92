package dev.bimgate.gateway.token;

import dev.bimgate.cache.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The cached result of a verification: identity, validity and key, without the token. */
final class RememberedToken {

  private static final int FIXED_BYTES = 400;
  private static final int BYTES_PER_STRING = 56;

  private final Admission.Admitted admitted;
  private final CompletionStage<Admission> stage;
  private final IssuerKey key;
  private final long fromMillis;
  private final long untilMillis;

  /** The last epoch in which no denial matched it; saves the next check. */
  private volatile long sparedIn = -1;

  RememberedToken(Admission.Admitted admitted, IssuerKey key, long fromMillis, long untilMillis) {
    this.admitted = admitted;
    this.stage = CompletableFuture.completedStage(admitted);
    this.key = key;
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
  }

  /** The result as a completed stage, made once and not completable by others. */
  CompletionStage<Admission> stage() {
    return stage;
  }

  Admission.Admitted admitted() {
    return admitted;
  }

  long untilMillis() {
    return untilMillis;
  }

  boolean holdsAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < untilMillis && !key.isWithdrawn();
  }

  /** Whether no denial matches it. */
  boolean isSpared(Denials denials) {
    long epoch = denials.epoch();
    if (sparedIn == epoch) {
      return true;
    }
    if (denials.causeFor(admitted) != null) {
      return false;
    }
    sparedIn = epoch;
    return true;
  }

  /** The estimated size in memory. */
  int sizeBytes() {
    Caller caller = admitted.caller();
    int bytes = FIXED_BYTES + size(caller.user().issuer()) + size(caller.user().subject());
    bytes += size(caller.app()) + size(admitted.sessionId()) + size(admitted.tokenId());
    for (String scope : caller.scopes()) {
      bytes += size(scope);
    }
    return bytes;
  }

  private static int size(@Nullable String text) {
    return text == null ? 0 : BYTES_PER_STRING + 2 * text.length();
  }
}
