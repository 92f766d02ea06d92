package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.Reply.Entries;
import dev.bimgate.gateway.peers.Reply.Published;
import dev.bimgate.gateway.peers.Reply.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A mistake in the protocol, for the simulation to find: what the session is made to believe, or
 * what its gateway does with what the session says.
 */
enum PlantedFault {
  NONE(1),
  /** A lease counts from the reply to a renewal. */
  TRUST_FROM_REPLY(18),
  /** A lease counts before the log is applied up to the end that the renewal found. */
  TRUST_BEFORE_APPLYING(5),
  /** Nobody notices that a virtual machine was suspended. */
  SUSPENSION_IGNORED(1),
  /** A message is acknowledged a little before it is applied. */
  ACKNOWLEDGED_BEFORE_APPLYING(1),
  /** A gateway does not apply its own messages. */
  OWN_MESSAGE_NOT_APPLIED(1),
  /** A session goes on whatever the registry shows: era, own counter, count of messages. */
  LOST_REGISTRY_IGNORED(2),
  /** A session goes on when the log was lost, and begins again in the same era. */
  LOST_LOG_IGNORED(2),
  /** A session goes on when entries of the log are missing. */
  HOLES_IGNORED(42),
  /** A restarted Valkey is taken for the same. */
  HISTORY_IGNORED(226),
  /** Nobody waits for members of a registry before the present one. */
  YOUNG_REGISTRY_BELIEVED(1),
  /** Members are removed after a quarter of a lease. */
  REMOVED_TOO_EARLY(1),
  /** A gateway that has left trusts its lists to the end of its lease. */
  TRUST_AFTER_LEAVING(1),
  /** A new session goes on with the lists of the last one. */
  LISTS_SURVIVE_JOINING(414),
  /** The response to a write waits for half a lease at most. */
  WAITED_TOO_SHORT(1);

  private final long seed;

  PlantedFault(long seed) {
    this.seed = seed;
  }

  /** With which a simulation finds it; {@link SimulationRun} finds others. */
  long seed() {
    return seed;
  }

  /**
   * The reply as the session of that id gets it.
   *
   * @param counter what it expects its own to be
   */
  Reply alter(Command command, Reply reply, String session, long counter) {
    if (reply instanceof Reply.Identified && this == HISTORY_IGNORED) {
      return new Reply.Identified("same");
    } else if (reply instanceof Entries entries && command instanceof Command.Read read) {
      return alter(read, entries);
    } else if (reply instanceof Snapshot snapshot) {
      return alter(eraOf(command), snapshot, session, counter);
    } else if (reply instanceof Published published && command instanceof Command.Publish publish) {
      return alter(publish.era(), published, session, counter);
    }
    return reply;
  }

  private Entries alter(Command.Read read, Entries reply) {
    Map<String, Long> acknowledged = new HashMap<>(reply.acknowledged());
    List<Entry> entries = new ArrayList<>(reply.entries());
    if (this == YOUNG_REGISTRY_BELIEVED) {
      acknowledged.put("old", Long.MAX_VALUE);
    } else if (this == HOLES_IGNORED && !entries.isEmpty()) {
      Entry first = entries.get(0);
      for (long missing = first.position() - 1; missing > read.after(); missing--) {
        entries.add(0, new Entry(missing, first.sender(), first.sealed()));
      }
    }
    return new Entries(entries, acknowledged, reply.acknowledgedUntil());
  }

  private Snapshot alter(Era era, Snapshot reply, String session, long counter) {
    Registry registry = reply.registry();
    return switch (this) {
      case HISTORY_IGNORED -> new Snapshot("same", registry, reply.logEnd());
      case LOST_LOG_IGNORED ->
          new Snapshot(reply.history(), published(registry, reply.logEnd()), reply.logEnd());
      case TRUST_BEFORE_APPLYING ->
          counter == 1 ? reply : new Snapshot(reply.history(), published(registry, 0), 0);
      case LOST_REGISTRY_IGNORED ->
          new Snapshot(
              reply.history(),
              found(era, reply.logEnd(), registry, session, counter),
              reply.logEnd());
      default -> reply;
    };
  }

  private Published alter(Era era, Published reply, String session, long counter) {
    Registry registry = reply.registry();
    long position = reply.position();
    return switch (this) {
      case HISTORY_IGNORED -> new Published("same", registry, position);
      case LOST_LOG_IGNORED ->
          new Published(reply.history(), published(registry, position), position);
      case LOST_REGISTRY_IGNORED ->
          new Published(
              reply.history(), found(era, position, registry, session, counter), position);
      case YOUNG_REGISTRY_BELIEVED -> new Published(reply.history(), aged(registry), position);
      default -> reply;
    };
  }

  private static Registry published(Registry registry, long count) {
    return new Registry(registry.era(), count, registry.counters());
  }

  private static Registry found(
      Era era, long count, Registry registry, String session, long counter) {
    Map<String, Long> counters = new HashMap<>(registry.counters());
    counters.put(session, counter);
    return new Registry(era.name(), count, counters);
  }

  private static Era eraOf(Command command) {
    if (command instanceof Command.Renew renew) {
      return renew.era();
    }
    return command instanceof Command.Join join ? join.era() : Era.NONE;
  }

  private static Registry aged(Registry registry) {
    Map<String, Long> counters = new HashMap<>(registry.counters());
    counters.put("old", 6L);
    return new Registry(registry.era(), registry.published(), counters);
  }
}
