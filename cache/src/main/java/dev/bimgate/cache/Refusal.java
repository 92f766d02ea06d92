package dev.bimgate.cache;

/** Upstream refused a list to its caller: the very list that was to be renewed goes, no younger. */
record Refusal(ListKey key, Held held) implements Invalidation {

  @Override
  public Reason reason() {
    return Reason.REFUSED;
  }

  @Override
  public boolean concerns(ListKey other) {
    return other.equals(key);
  }
}
