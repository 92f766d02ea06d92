package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.BodyFilter.Sink;
import java.io.ByteArrayOutputStream;

/**
 * The bytes of a stream, sorted into passed on, held until it is known, and removed.
 *
 * <p>Within one chunk nothing is copied: what goes on is a range. Only what is still held when its
 * chunk ends is carried over to the next.
 */
final class KeptBytes {

  private static final byte[] NONE = {};
  private static final Sink NOWHERE = (bytes, from, length) -> {};

  private enum Mode {
    PASSING,
    HOLDING,
    DROPPING
  }

  private final ByteArrayOutputStream carried = new ByteArrayOutputStream(64);
  private Mode mode = Mode.PASSING;
  private byte[] chunk = NONE;
  private Sink sink = NOWHERE;

  /** Where in the chunk the range begins that has not been passed on. */
  private int passFrom;

  /** Where in the chunk the held range begins. */
  private int holdFrom;

  void begin(byte[] chunk, int from, Sink sink) {
    this.chunk = chunk;
    this.sink = sink;
    passFrom = from;
    holdFrom = from;
  }

  boolean holding() {
    return mode == Mode.HOLDING;
  }

  boolean discarding() {
    return mode == Mode.DROPPING;
  }

  /** Holds from an index on; everything in front of it goes on. */
  void holdFrom(int at) {
    holdFrom = at;
    mode = Mode.HOLDING;
  }

  /** Passes on what is held, and what follows. */
  void pass() {
    passCarried(0);
    mode = Mode.PASSING;
  }

  /** Removes what is held, and what follows. */
  void discard() {
    emit(passFrom, holdFrom);
    carried.reset();
    mode = Mode.DROPPING;
  }

  /** Ends the removal in front of an index. */
  void passFrom(int at) {
    passFrom = at;
    mode = Mode.PASSING;
  }

  /** Ends the chunk: passes on what goes on, and carries over what is held. */
  void end(int to) {
    if (mode == Mode.PASSING) {
      emit(passFrom, to);
    } else if (mode == Mode.HOLDING) {
      emit(passFrom, holdFrom);
      carried.write(chunk, holdFrom, to - holdFrom);
    }
    chunk = NONE;
    sink = NOWHERE;
  }

  int carriedLength() {
    return carried.size();
  }

  /** Passes on all that is carried but its first byte, which stays held. */
  void passCarriedButFirst(Sink sink) {
    this.sink = sink;
    byte first = carried.toByteArray()[0];
    passCarried(1);
    carried.write(first);
    this.sink = NOWHERE;
  }

  private void passCarried(int from) {
    if (carried.size() > from) {
      sink.accept(carried.toByteArray(), from, carried.size() - from);
    }
    carried.reset();
  }

  private void emit(int from, int to) {
    if (to > from) {
      sink.accept(chunk, from, to - from);
    }
  }
}
