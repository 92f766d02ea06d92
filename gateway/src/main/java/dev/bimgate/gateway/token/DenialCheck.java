package dev.bimgate.gateway.token;

import java.util.concurrent.CompletionStage;

/** The last look at somebody who would be let in, once for each who waits for that. */
final class DenialCheck {

  private final Denials denials;
  private final TokenEvents events;

  DenialCheck(Denials denials, TokenEvents events) {
    this.denials = denials;
    this.events = events;
  }

  /** Whoever was admitted stays so only if nothing has denied it meanwhile. */
  Admission of(Admission admission) {
    if (!(admission instanceof Admission.Admitted admitted)) {
      return admission;
    }
    TokenCause cause = denials.causeFor(admitted);
    if (cause == null) {
      denials.noteLife(admitted);
      return admitted;
    }
    events.refused(cause);
    return new Admission.Refused(cause);
  }

  /** The same for an old login; one that is remembered only if anything was ever denied. */
  CompletionStage<Admission> ofOldLogin(CompletionStage<Admission> admission) {
    return denials.epoch() == 0 && admission.toCompletableFuture().isDone()
        ? admission
        : admission.thenApply(this::of);
  }
}
