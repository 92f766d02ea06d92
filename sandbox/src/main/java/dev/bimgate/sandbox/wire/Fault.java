package dev.bimgate.sandbox.wire;

import java.util.Map;

/** A deliberate fault of one response; {@link FaultKind} names each. */
public sealed interface Fault {

  /** Another response replaces the right one; the request changes nothing. */
  record Instead(int status, Map<String, String> fields, String body) implements Fault {
    public Instead {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Another status, with a small JSON body, before the body of the request is read; then this side
   * of the connection is closed, and a second later the whole.
   */
  record EarlyAndClosed(int status) implements Fault {}

  /** The right response, built at once, waits at the gate before its headers are sent. */
  record HoldAnswer(Gate gate) implements Fault {}

  /** The request waits at the gate before it is handled. */
  record HoldRequest(Gate gate) implements Fault {}

  /** The right headers and that many bytes of the body are sent; the rest waits at the gate. */
  record HoldBody(long afterBytes, Gate gate) implements Fault {}

  /** The right response, built at once, is sent that much later. */
  record Delay(long millis) implements Fault {}

  /** No response ever, on a connection that stays open; the body is drained, or left unread. */
  record Hang(boolean readsBody) implements Fault {}

  /** The server's port is closed with all its connections, for that long; 0 until switched on. */
  record Refuse(long millis) implements Fault {}

  /** The connection is closed without a response, before the request is handled. */
  record Drop() implements Fault {}

  /** The request is handled, and its connection is reset (RST) in place of the response. */
  record ResetBeforeHead() implements Fault {}

  /**
   * The right headers and that many bytes of the body are sent, then the connection is reset (RST).
   */
  record ResetBody(long afterBytes) implements Fault {}

  /** The right headers and that many bytes of the body are sent, then the connection is closed. */
  record CutBody(long afterBytes) implements Fault {}

  /**
   * {@code Content-Length} exceeds the body by this much, and the connection is closed after it;
   * or, below 0, falls short by as much, and the surplus follows on a connection that stays open.
   */
  record WrongLength(int bytes) implements Fault {}

  /** The right response in chunks, of which one after that many bytes is malformed. */
  record BrokenChunks(Flaw flaw, long afterBytes) implements Fault {

    /** What is wrong with the chunks. */
    public enum Flaw {
      /** A size that is no hexadecimal number; the connection stays open. */
      BAD_SIZE,
      /** Bytes that are no size and no line end; the connection stays open. */
      GARBAGE,
      /** The connection is closed in place of the last chunk. */
      NO_LAST
    }
  }

  /** The right response, its body at that many bytes a second. */
  record Drip(long bytesPerSecond) implements Fault {}

  /** The right response with these raw bytes after its status line. */
  record InHead(String bytes) implements Fault {}

  /** One header after another, without end. */
  record EndlessHead() implements Fault {}

  /** An interim response that was not requested, at once; the right response follows. */
  record Interim(int status, Map<String, String> fields) implements Fault {
    public Interim {
      fields = Map.copyOf(fields);
    }
  }

  /** The right headers with a body of equal type that is no JSON. */
  record Garble() implements Fault {}

  /** The right response padded with spaces, up to that many bytes. */
  record Padded(int bytes) implements Fault {}

  /** The right response truncated to that many bytes, with a matching length. */
  record Shortened(int bytes) implements Fault {}

  /** The right response in gzip, whether accepted or not; without that many last bytes. */
  record Gzipped(int missingBytes) implements Fault {}

  /** Whether this fault is complete. */
  default boolean isOver() {
    if (this instanceof HoldAnswer hold) {
      return hold.gate().isReleased();
    }
    if (this instanceof HoldRequest hold) {
      return hold.gate().isReleased();
    }
    return this instanceof HoldBody hold && hold.gate().isReleased();
  }
}
