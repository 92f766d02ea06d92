package dev.bimgate.gateway.context;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Random UUIDs (RFC 9562, section 5.4) that name requests; unique, but no secrets. */
final class RequestIds {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private RequestIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low).toString();
  }
}
