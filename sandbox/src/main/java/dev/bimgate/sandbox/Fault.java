package dev.bimgate.sandbox;

import java.util.Map;

/** What goes wrong, on purpose, with one answer. */
public sealed interface Fault {

  /** Another answer takes the place of the right one; the request changes nothing. */
  record Instead(int status, Map<String, String> fields, String body) implements Fault {
    public Instead {
      fields = Map.copyOf(fields);
    }
  }

  /** The right answer, made at once, stands at the gate before its head is sent. */
  record HoldAnswer(Gate gate) implements Fault {}

  /** The request stands at the gate before it is looked at. */
  record HoldRequest(Gate gate) implements Fault {}

  /** The right head and that many bytes of the body are sent; the rest stands at the gate. */
  record HoldBody(long afterBytes, Gate gate) implements Fault {}

  /** The right head and that many bytes of the body are sent, then the connection is closed. */
  record CutBody(long afterBytes) implements Fault {}

  /** The right head with a body of equal type that is no JSON. */
  record Garble() implements Fault {}

  /** The connection is closed without an answer. */
  record Drop() implements Fault {}

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
