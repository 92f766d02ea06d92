package dev.bimgate.benchmarks.ratchet;

/**
 * What a request costs the gateway, in multiples of what a response costs the bare server of the
 * same run.
 *
 * @param time processor time of Java threads
 * @param bytes allocated
 */
record Cost(double time, double bytes) {}
