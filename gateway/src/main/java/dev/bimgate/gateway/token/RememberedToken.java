package dev.bimgate.gateway.token;

import dev.bimgate.cache.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A verified token, without the token: whom it admits, from when to when, and by which key. */
final class RememberedToken {

  private static final int FIXED_BYTES = 400;
  private static final int BYTES_PER_STRING = 56;

  private final Admission.Admitted admitted;
  private final CompletionStage<Admission> stage;
  private final IssuerKey key;
  private final long fromMillis;
  private final long untilMillis;

  /** The last epoch of denials in which none was found to concern it; saves looking again. */
  private volatile long sparedIn = -1;

  RememberedToken(Admission.Admitted admitted, IssuerKey key, long fromMillis, long untilMillis) {
    this.admitted = admitted;
    this.stage = CompletableFuture.completedStage(admitted);
    this.key = key;
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
  }

  /** The answer, made once: completed, and not to be completed by anybody else. */
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

  /** Whether nothing that is denied concerns it. */
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

  /** About the bytes that this takes in memory. */
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
