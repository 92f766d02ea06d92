package dev.bimgate.benchmarks.limits;

/**
 * A timed response.
 *
 * @param sentAtNanos when its request was sent, by {@link System#nanoTime}
 * @param status 0 if there was no response
 * @param problem the type of a problem document, or empty
 */
record Reply(long sentAtNanos, double millis, int status, String problem) {}
