package dev.bimgate.deployment.peers;

/**
 * How one direction of a connection is worse than a good one.
 *
 * @param isHeld whether nothing passes, the end of the connection included
 * @param pauseMillis before each piece
 * @param pieceBytes how many bytes pass at once
 */
record Impairment(boolean isHeld, int pauseMillis, int pieceBytes) {

  static final Impairment NONE = new Impairment(false, 0, Integer.MAX_VALUE);
  static final Impairment HELD = new Impairment(true, 0, Integer.MAX_VALUE);

  static Impairment delayed(int millis) {
    return new Impairment(false, millis, Integer.MAX_VALUE);
  }

  static Impairment trickling(int pieceBytes, int pauseMillis) {
    return new Impairment(false, pauseMillis, pieceBytes);
  }
}
