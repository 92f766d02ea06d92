package dev.bimgate.gateway.peers;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The positions of one log that this gateway has applied to its cache, each with the epoch of the
 * cache after it. The latest ones are remembered.
 *
 * <p>Thread-safe for one writer.
 */
public final class AppliedPositions {

  /** A list that was loaded before more positions than these is not used. */
  static final int MAX_POSITIONS = 4_096;

  private final String prefix;
  private final ConcurrentSkipListMap<Long, Long> epochs = new ConcurrentSkipListMap<>();

  /**
   * Positions from the one on at which this gateway has joined.
   *
   * @param prefix what the names of all that belongs to this log begin with
   * @param epoch of the cache, which is empty
   */
  public AppliedPositions(String prefix, long position, long epoch) {
    this.prefix = prefix;
    epochs.put(position, epoch);
  }

  String prefix() {
    return prefix;
  }

  /**
   * Notes a position.
   *
   * @param epoch of the cache, after what the log has there was applied to it
   */
  public void applied(long position, long epoch) {
    long before = latest();
    epochs.put(position, epoch);
    if (position > before + 1) {
      // What was between is not known, and lists from before may lack it.
      epochs.headMap(position).clear();
    }
    if (epochs.size() > MAX_POSITIONS) {
      epochs.pollFirstEntry();
    }
  }

  /** The latest applied position; to be read before a load begins. */
  long latest() {
    return epochs.lastKey();
  }

  /**
   * The epoch since which this gateway has applied all that follows a position, and maybe more;
   * empty if the position is too old. What is not applied here yet is applied later.
   */
  OptionalLong epochAt(long position) {
    var latestBefore = epochs.floorEntry(position);
    return latestBefore == null ? OptionalLong.empty() : OptionalLong.of(latestBefore.getValue());
  }
}
