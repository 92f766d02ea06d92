package dev.bimgate.benchmarks.calls;

import org.jspecify.annotations.Nullable;

/**
 * An error response of Bimplus.
 *
 * @param retryAfterSeconds its {@code Retry-After}; null: none
 */
record RefusedBy(int status, @Nullable String retryAfterSeconds) {

  @Override
  public String toString() {
    return retryAfterSeconds == null ? "" + status : status + " for " + retryAfterSeconds + " s";
  }
}
