package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.Reply.Entries;
import dev.bimgate.gateway.peers.Reply.Published;
import dev.bimgate.gateway.peers.Reply.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One membership of a gateway, from three open connections to the first doubt: whatever is not as
 * expected ends it, and the next one begins with nothing that this one knew.
 *
 * <p>Not thread-safe, except for {@link #lease}.
 */
final class Session {

  private final String id;
  private final List<String> earlier;
  private final SessionOwner owner;
  private final PeerOutput output;
  private final AppliedLog log;
  private final Trust trust = new Trust();

  private final PendingCommands pending = new PendingCommands();

  private Phase phase = Phase.ENTERING;
  private int identified;
  private Timing timing;
  private Era era = Era.NONE;
  private long counter;
  private boolean isLoaded;
  private long renewAtNanos;

  /**
   * A session that has not begun.
   *
   * @param id random
   * @param timing for an era that begins with this session; otherwise that of the era holds
   * @param earlier sessions of this gateway that may still be in the registry
   */
  Session(String id, Timing timing, List<String> earlier, SessionOwner owner, PeerOutput output) {
    this.id = id;
    this.timing = timing;
    this.earlier = List.copyOf(earlier);
    this.owner = owner;
    this.output = output;
    this.log = new AppliedLog(id);
  }

  private enum Phase {
    ENTERING,
    JOINED,
    ENDED
  }

  String id() {
    return id;
  }

  /** That of all members, once it has joined. */
  Timing timing() {
    return timing;
  }

  /** Until when lists are trusted; read by any thread. */
  Lease lease() {
    return trust.lease();
  }

  /** How many sessions the registry had when it was last seen. */
  int members() {
    return log.members();
  }

  void start(Now now) {
    for (Lane lane : Lane.values()) {
      send(new Command.Identify(lane), now);
    }
  }

  /** Publishes a message, unless this session has not joined yet. */
  void publish(Publication publication, Now now) {
    if (phase == Phase.JOINED) {
      send(new Command.Publish(era, id, publication), now);
    }
  }

  /**
   * Ends trust, then leaves the registry. No renewal follows: it would register this session again.
   *
   * @return whether there is something to leave, and a reply to wait for
   */
  boolean leave(Now now) {
    boolean isMember = phase == Phase.JOINED;
    end(SessionEnd.LEFT, now);
    if (isMember) {
      output.send(new Command.Leave(era, id));
    }
    return isMember;
  }

  void end(SessionEnd cause, Now now) {
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      trust.end();
      owner.ended(this, cause, now);
    }
  }

  void tick(Now now) {
    trust.tick(now);
    if (pending.isAnyLate(now)) {
      end(SessionEnd.TIMEOUT, now);
    } else if (phase == Phase.JOINED) {
      if (now.nanos() - renewAtNanos >= 0 && !pending.has(Command.Renew.class)) {
        send(new Command.Renew(era, id), now);
      }
      progress(now);
    }
  }

  /** Takes a reply. One to a command that waits for none is ignored. */
  void received(Command command, Reply reply, Now now) {
    Now sent = pending.remove(command);
    if (sent == null || phase == Phase.ENDED) {
      return;
    }
    if (reply instanceof Reply.Failed failed) {
      end(failed.cause(), now);
    } else if (phase == Phase.ENTERING) {
      enter(reply, sent, now);
    } else if (reply instanceof Snapshot snapshot) {
      renewed(snapshot, sent, now);
    } else if (reply instanceof Published published && command instanceof Command.Publish publish) {
      published(publish.publication(), published, now);
    } else if (reply instanceof Entries entries) {
      read(entries, now);
    } else if (reply instanceof Reply.Loaded loaded) {
      loaded(loaded, now);
    }
  }

  private void enter(Reply reply, Now sent, Now now) {
    if (reply instanceof Reply.Identified one) {
      identified(one.history(), now);
    } else if (reply instanceof Reply.EraFound found) {
      found(new Era(era.history(), found.name()), now);
    } else if (reply instanceof Snapshot snapshot && isExpected(snapshot, now)) {
      join(snapshot, sent, now);
    }
  }

  private void identified(String history, Now now) {
    if (identified > 0 && !history.equals(era.history())) {
      end(SessionEnd.HISTORY_CHANGED, now);
      return;
    }
    era = new Era(history, era.name());
    identified++;
    if (identified == Lane.values().length) {
      send(new Command.FindEra(history, Era.newName(id, timing)), now);
    }
  }

  private void found(Era found, Now now) {
    era = found;
    found
        .timing()
        .ifPresentOrElse(
            ofAll -> {
              timing = ofAll;
              send(new Command.Join(era, id, earlier), now);
            },
            () -> lose(SessionEnd.REGISTRY_LOST, now));
  }

  /** Ends this session, and the era: no other session can go on in it, nor begin. */
  private void lose(SessionEnd cause, Now now) {
    send(new Command.DeleteRegistry(era), now);
    end(cause, now);
  }

  private void join(Snapshot snapshot, Now sent, Now now) {
    phase = Phase.JOINED;
    log.joined(snapshot.logEnd(), timing);
    output.joined(era, log.position());
    send(new Command.Load(), now);
    send(new Command.Read(era, id, log.position(), Keys.START), now);
    granted(snapshot, sent, now);
    owner.joined(this, now);
  }

  private void renewed(Snapshot snapshot, Now sent, Now now) {
    if (isExpected(snapshot, now)) {
      granted(snapshot, sent, now);
      progress(now);
      log.stillFor(timing.untilRemoval().toNanos(), now.nanos())
          .forEach((session, at) -> send(new Command.Remove(era, session, at), now));
    }
  }

  private void granted(Snapshot snapshot, Now sent, Now now) {
    counter++;
    renewAtNanos = now.nanos() + timing.renewEvery().toNanos();
    log.observe(snapshot.registry(), now.nanos());
    trust.grant(new Lease(sent, timing.lease()), snapshot.logEnd());
  }

  private boolean isExpected(Snapshot found, Now now) {
    SessionEnd loss = found.registry().lossFor(era.name(), id, counter + 1, found.logEnd());
    return isExpected(found.history(), loss, now);
  }

  /** Whether nothing was lost; otherwise the session is over. */
  private boolean isExpected(String history, @Nullable SessionEnd loss, Now now) {
    if (!history.equals(era.history())) {
      end(SessionEnd.HISTORY_CHANGED, now);
    } else if (loss == SessionEnd.LOG_LOST) {
      // Positions begin again.
      lose(loss, now);
    } else if (loss != null) {
      end(loss, now);
    }
    return phase != Phase.ENDED;
  }

  private void published(Publication publication, Published reply, Now now) {
    SessionEnd loss = reply.registry().lossFor(era.name(), id, counter, reply.position());
    if (isExpected(reply.history(), loss, now)) {
      log.published(publication, reply.position(), reply.registry(), now.nanos());
      progress(now);
    }
  }

  private void loaded(Reply.Loaded loaded, Now now) {
    output.load(loaded.rules());
    isLoaded = true;
    progress(now);
  }

  private void read(Entries read, Now now) {
    Set<String> senders = new HashSet<>();
    for (Entry entry : read.entries()) {
      if (!log.isNext(entry.position())) {
        end(SessionEnd.LOG_LOST, now);
        return;
      }
      output.apply(entry);
      log.applied(entry.position());
      if (log.isAfterJoining(entry.position()) && !entry.sender().equals(id)) {
        senders.add(entry.sender());
      }
    }
    senders.forEach(sender -> send(new Command.Acknowledge(era, id, sender, log.position()), now));
    read.acknowledged().forEach(log::acknowledged);
    progress(now);
    send(new Command.Read(era, id, log.position(), read.acknowledgedUntil()), now);
  }

  private void progress(Now now) {
    if (isLoaded) {
      trust.applied(log.position());
    }
    log.takeCompleted(now.nanos()).forEach(owner::completed);
  }

  private void send(Command command, Now now) {
    pending.add(command, now);
    output.send(command);
  }
}
