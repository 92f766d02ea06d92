package dev.bimgate.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * How Bimplus refuses.
 *
 * @param retryAfterSeconds its {@code Retry-After}; null: it sends none
 */
record RefusedBy(int status, @Nullable String retryAfterSeconds) {

  @Override
  public String toString() {
    return retryAfterSeconds == null ? "" + status : status + " for " + retryAfterSeconds + " s";
  }
}
