package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;

/**
 * The arrays and objects around the current position, and whether each object has a member left.
 */
final class Nesting {

  private static final byte ARRAY = 0;
  private static final byte OBJECT = 1;
  private static final byte OBJECT_WITH_MEMBER = 2;

  private final byte[] around;
  private int depth;

  Nesting(int maxDepth) {
    around = new byte[maxDepth];
  }

  int depth() {
    return depth;
  }

  void enterArray() throws MalformedBodyException {
    enter(ARRAY);
  }

  void enterObject() throws MalformedBodyException {
    enter(OBJECT);
  }

  private void enter(byte container) throws MalformedBodyException {
    if (depth == around.length) {
      throw new MalformedBodyException(Fault.TOO_DEEP);
    }
    around[depth++] = container;
  }

  void leave() {
    depth--;
  }

  boolean inArray() {
    return depth > 0 && around[depth - 1] == ARRAY;
  }

  boolean inObject() {
    return depth > 0 && around[depth - 1] != ARRAY;
  }

  void memberKept() {
    around[depth - 1] = OBJECT_WITH_MEMBER;
  }

  boolean hasKeptMember() {
    return around[depth - 1] == OBJECT_WITH_MEMBER;
  }
}
