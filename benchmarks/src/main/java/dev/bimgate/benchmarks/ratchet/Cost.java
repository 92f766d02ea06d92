package dev.bimgate.benchmarks.ratchet;

/**
 * What a request costs the gateway, in multiples of what a response costs the bare server of the
 * same run.
 *
 * @param time processor time of Java threads
 * @param bytes allocated
 */
record Cost(double time, double bytes) {

  /** The lower time, and the fewer bytes, of two measurements. */
  Cost lower(Cost other) {
    return new Cost(Math.min(time, other.time), Math.min(bytes, other.bytes));
  }
}
