package dev.bimgate.gateway.peers;

/**
 * The time by both clocks of this process.
 *
 * @param nanos {@link System#nanoTime}, which stands still while a virtual machine is suspended
 * @param wallMillis the wall clock in epoch milliseconds, which may be set to any time
 */
public record Now(long nanos, long wallMillis) {

  static Now read() {
    return new Now(System.nanoTime(), System.currentTimeMillis());
  }
}
