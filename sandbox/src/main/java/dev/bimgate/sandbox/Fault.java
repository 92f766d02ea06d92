package dev.bimgate.sandbox;

import java.util.Map;

/** What goes wrong, on purpose, with one answer; {@link FaultKind} has a word for each. */
public sealed interface Fault {

  /** Another answer takes the place of the right one; the request changes nothing. */
  record Instead(int status, Map<String, String> fields, String body) implements Fault {
    public Instead {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Another status, with a small JSON body, before the body of the request is read; then our side
   * of the connection is closed, and a second later the whole.
   */
  record EarlyAndClosed(int status) implements Fault {}

  /** The right answer, made at once, stands at the gate before its head is sent. */
  record HoldAnswer(Gate gate) implements Fault {}

  /** The request stands at the gate before it is looked at. */
  record HoldRequest(Gate gate) implements Fault {}

  /** The right head and that many bytes of the body are sent; the rest stands at the gate. */
  record HoldBody(long afterBytes, Gate gate) implements Fault {}

  /** The right answer, made at once, is sent that much later. */
  record Delay(long millis) implements Fault {}

  /** No answer ever, on a connection that stays open; the body is read away, or left unread. */
  record Hang(boolean readsBody) implements Fault {}

  /**
   * The server's port is closed with all its connections, for that long; 0 until it is switched on.
   */
  record Refuse(long millis) implements Fault {}

  /** The connection is closed without an answer, the request not looked at. */
  record Drop() implements Fault {}

  /** The request is acted upon, and its connection is reset (RST) in place of the answer. */
  record ResetBeforeHead() implements Fault {}

  /**
   * The right head and that many bytes of the body are sent, then the connection is reset (RST).
   */
  record ResetBody(long afterBytes) implements Fault {}

  /** The right head and that many bytes of the body are sent, then the connection is closed. */
  record CutBody(long afterBytes) implements Fault {}

  /**
   * {@code Content-Length} is so much more than the body has, and the connection is closed behind
   * it; or, below 0, so much less, and the surplus follows on a connection that stays open.
   */
  record WrongLength(int bytes) implements Fault {}

  /** The right answer in chunks, of which one after that many bytes is broken. */
  record BrokenChunks(Flaw flaw, long afterBytes) implements Fault {

    /** What is wrong with the chunks. */
    public enum Flaw {
      /** A size that is no hexadecimal number; the connection stays open. */
      BAD_SIZE,
      /** Bytes that are no size, and no end of a line; the connection stays open. */
      GARBAGE,
      /** The connection is closed in place of the last chunk. */
      NO_LAST
    }
  }

  /** The right answer, its body at so many bytes a second. */
  record Drip(long bytesPerSecond) implements Fault {}

  /** The right answer with these bytes, as they are, behind its status line. */
  record InHead(String bytes) implements Fault {}

  /** A head of one field after another that never ends. */
  record EndlessHead() implements Fault {}

  /** An interim answer that nobody asked for, at once; the right answer follows. */
  record Interim(int status, Map<String, String> fields) implements Fault {
    public Interim {
      fields = Map.copyOf(fields);
    }
  }

  /** The right head with a body of equal type that is no JSON. */
  record Garble() implements Fault {}

  /** The right answer with spaces behind it, up to so many bytes. */
  record Padded(int bytes) implements Fault {}

  /** The right answer without all behind so many bytes, and with the length of what is left. */
  record Shortened(int bytes) implements Fault {}

  /** The right answer in gzip, whether asked for or not; without its last so many bytes. */
  record Gzipped(int missingBytes) implements Fault {}

  /** Whether this fault has nothing left to do. */
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
