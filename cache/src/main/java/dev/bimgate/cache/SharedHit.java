package dev.bimgate.cache;

import java.util.concurrent.CompletableFuture;

/**
 * The hit of everybody who asks for one list within one second: it has ended, and nobody who holds
 * it can give it another end.
 */
final class SharedHit<S> extends CompletableFuture<Lookup<S>> {

  final Lookup.Found<S> found;

  private final Freshness of;
  private final long fromMillis;
  private final long untilMillis;

  /** A hit that is right from one moment until just before another, unless freshness ends first. */
  SharedHit(Lookup.Found<S> found, Freshness of, long fromMillis, long untilMillis) {
    this.found = found;
    this.of = of;
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
    complete(found);
  }

  boolean isRightAt(long nowMillis, Freshness present) {
    return present == of && nowMillis >= fromMillis && nowMillis < untilMillis;
  }

  @Override
  public void obtrudeValue(Lookup<S> value) {
    throw new UnsupportedOperationException("a hit is shared");
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException("a hit is shared");
  }
}
