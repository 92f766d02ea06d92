package dev.bimgate.gateway.redaction;

/** A body pushed through in pieces, of which only what may be shown comes out. */
sealed interface BodyFilter permits JsonRedactor, NameRefusal, LikelyJson {

  /** Takes bytes that may go on. They are only valid during the call. */
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
   * Says that the body has ended.
   *
   * @throws MalformedBodyException when it ended too early
   */
  void finish() throws MalformedBodyException;
}
