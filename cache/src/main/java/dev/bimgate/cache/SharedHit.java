package dev.bimgate.cache;

import java.util.concurrent.CompletableFuture;

/**
 * The hit of everybody who asks for one list within one second: it has ended, and nobody who holds
 * it can give it another end.
 */
final class SharedHit<S> extends CompletableFuture<Lookup<S>> {

  final Lookup.Found<S> found;

  SharedHit(Lookup.Found<S> found) {
    this.found = found;
    complete(found);
  }

  boolean says(long ageSeconds, long ttlSeconds) {
    return found.ageSeconds() == ageSeconds && found.ttlSeconds() == ttlSeconds;
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
