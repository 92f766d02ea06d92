package dev.bimgate.gateway.peers;

import java.nio.ByteBuffer;

/**
 * What Bimplus has, and which writes were acknowledged to clients: by topic, as version numbers.
 */
final class SimulatedLists {

  static final int TOPICS = 3;

  private final long[] current = new long[TOPICS];
  private final long[] acknowledged = new long[TOPICS];

  /** A list of one topic, with the version that Bimplus had when its load began. */
  record Listed(long version, long loadedNanos) {}

  /** A write to a topic that Bimplus has executed. */
  record Written(int topic, long version) {

    /** Stands for writes to all topics. */
    static final Written EVERYTHING = new Written(-1, 0);

    byte[] toBytes() {
      return ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(topic).putLong(version).array();
    }

    static Written of(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Written(buffer.getInt(), buffer.getLong());
    }
  }

  Written write(int topic) {
    current[topic]++;
    return new Written(topic, current[topic]);
  }

  Listed load(int topic, long nowNanos) {
    return new Listed(current[topic], nowNanos);
  }

  /** The response to a write has left a gateway. */
  void acknowledge(Written written) {
    acknowledged[written.topic] = Math.max(acknowledged[written.topic], written.version);
  }

  /** Whether a client may be served that list now. */
  boolean mayBeServed(int topic, Listed list) {
    return list.version >= acknowledged[topic];
  }
}
