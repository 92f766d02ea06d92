package dev.bimgate.gateway.peers;

/** Switches a slow Valkey off for lists: after three late replies in a row, for a second. */
final class LateReplies {

  static final int IN_A_ROW = 3;
  static final long OFF_NANOS = 1_000_000_000;

  private int late;
  private boolean off;
  private long offSinceNanos;

  synchronized boolean isOff(long nowNanos) {
    off = off && nowNanos - offSinceNanos < OFF_NANOS;
    return off;
  }

  /** A reply has come in time. */
  synchronized void inTime() {
    late = 0;
  }

  /** A reply has not come in time, or its command has failed. */
  synchronized void late(long nowNanos) {
    late++;
    if (late >= IN_A_ROW) {
      late = 0;
      off = true;
      offSinceNanos = nowNanos;
    }
  }
}
