package dev.bimgate.gateway.peers;

import dev.bimgate.cache.byteform.ByteForm;
import dev.bimgate.cache.byteform.ByteFormException;
import dev.bimgate.cache.model.ListResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A list as it is sealed for other gateways. Times are milliseconds.
 *
 * @param position of the log that the gateway had applied before it began to load the list
 * @param ageMillis since the list had arrived, when it was stored
 * @param freshMillis how long it was still fresh then
 * @param storedAtMillis the time of storing, since 1970, by the clock of the gateway that stored it
 */
record SharedList(
    long position, long ageMillis, long freshMillis, long storedAtMillis, ListResponse response) {

  /** The clocks of two gateways differ by this much at most; or else they share no lists. */
  static final long CLOCK_TOLERANCE_MILLIS = 60_000;

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + 4 * Long.BYTES;

  /**
   * The bytes to seal.
   *
   * @throws ByteFormException if the response has no form
   */
  byte[] toBytes() throws ByteFormException {
    byte[] form = ByteForm.ofResponse(response);
    return ByteBuffer.allocate(HEADER_BYTES + form.length)
        .put(VERSION)
        .putLong(position)
        .putLong(ageMillis)
        .putLong(freshMillis)
        .putLong(storedAtMillis)
        .put(form)
        .array();
  }

  /** The list of some bytes; empty if they are not what {@link #toBytes} returns. */
  static Optional<SharedList> of(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    long position = from.getLong();
    long ageMillis = from.getLong();
    long freshMillis = from.getLong();
    long storedAtMillis = from.getLong();
    byte[] form = new byte[from.remaining()];
    from.get(form);
    if (ageMillis < 0 || freshMillis <= 0) {
      return Optional.empty();
    }
    try {
      ListResponse response = ByteForm.response(form);
      return Optional.of(
          new SharedList(position, ageMillis, freshMillis, storedAtMillis, response));
    } catch (ByteFormException another) {
      return Optional.empty();
    }
  }

  /**
   * How long ago it arrived; empty if it may no longer be served.
   *
   * <p>Valkey says how long it is still fresh, so that no clock of another machine counts. Whatever
   * it says, the list is rejected at the end of its lifetime and a minute by the time of storing,
   * and is at least as old as that minute allows: a list that Valkey keeps or returns to later is
   * not served longer.
   *
   * @param leftMillis how long it is still fresh, as Valkey says
   * @param nowMillis the time of this gateway
   */
  Optional<Duration> age(long leftMillis, long nowMillis) {
    long storedForMillis = nowMillis - storedAtMillis;
    if (leftMillis <= 0
        || leftMillis > freshMillis
        || storedForMillis < -CLOCK_TOLERANCE_MILLIS
        || storedForMillis - CLOCK_TOLERANCE_MILLIS >= freshMillis) {
      return Optional.empty();
    }
    long sinceStored = Math.max(freshMillis - leftMillis, storedForMillis - CLOCK_TOLERANCE_MILLIS);
    return Optional.of(Duration.ofMillis(ageMillis + sinceStored));
  }
}
