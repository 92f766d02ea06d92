package dev.bimgate.gateway.peers;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The commands of a session that wait for replies, by identity, with the time of sending. */
final class PendingCommands {

  private final IdentityHashMap<Command, Now> sent = new IdentityHashMap<>();

  void add(Command command, Now now) {
    sent.put(command, now);
  }

  /** When the command was sent; null if it does not wait for a reply. */
  @Nullable Now remove(Command command) {
    return sent.remove(command);
  }

  boolean has(Class<? extends Command> kind) {
    return sent.keySet().stream().anyMatch(kind::isInstance);
  }

  boolean isAnyLate(Now now) {
    return sent.entrySet().stream()
        .anyMatch(one -> now.nanos() - one.getValue().nanos() >= one.getKey().timeout().toNanos());
  }
}
