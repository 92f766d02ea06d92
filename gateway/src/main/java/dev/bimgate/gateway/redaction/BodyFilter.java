package dev.bimgate.gateway.redaction;

/** Filters a body that is fed in pieces. */
sealed interface BodyFilter permits JsonRedactor, NameFilter, LikelyJson {

  /** Receives bytes that may be forwarded, valid only during the call. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] bytes, int from, int length);
  }

  /**
   * Reads {@code bytes[from..to)} and passes on what is safe.
   *
   * @throws MalformedBodyException when the body cannot be read; nothing is passed on from then on
   */
  void feed(byte[] bytes, int from, int to, Sink sink) throws MalformedBodyException;

  /**
   * Ends the body.
   *
   * @throws MalformedBodyException when it ended too early
   */
  void finish() throws MalformedBodyException;
}
