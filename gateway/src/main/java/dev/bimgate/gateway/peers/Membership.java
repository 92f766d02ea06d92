package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.AppliedLog.Completed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The part that a gateway has in the protocol: one session after the other, and what is published
 * across them. It makes no calls and starts no timers.
 *
 * <p>Not thread-safe: all methods but {@link #lease} are called on one thread. {@link #tick} is to
 * be called several times per renewal.
 */
public final class Membership {

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(50);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

  private static final int MOST_DOUBLINGS = 10;

  /** Of {@link #earlier}; what is beyond is removed as dead members are. */
  private static final int MOST_EARLIER = 100;

  private final Timing timing;
  private final Supplier<String> ids;
  private final RandomGenerator random;
  private final PeerOutput output;
  private final Supplier<byte[]> everything;
  private final Outbox outbox;

  /** Sessions of this gateway that may still be in the registry. */
  private final List<String> earlier = new ArrayList<>();

  private int attempt;
  private int failures;
  private State state = State.DELAYED;
  private long sinceNanos;
  private long delayNanos;
  private volatile @Nullable Session session;

  /**
   * A gateway that is not connected; the first {@link #tick} changes that.
   *
   * @param ids gives a random id for each session
   * @param everything the message, sealed, that invalidates everything
   */
  Membership(
      Timing timing,
      Supplier<String> ids,
      RandomGenerator random,
      Supplier<byte[]> everything,
      PeerOutput output) {
    this.timing = timing;
    this.ids = ids;
    this.random = random;
    this.output = output;
    this.everything = everything;
    this.outbox = new Outbox(timing);
  }

  private enum State {
    /** Until the next attempt to connect. */
    DELAYED,
    CONNECTING,
    CONNECTED,
    LEFT
  }

  /** Until when lists are trusted; read by any thread. */
  public Lease lease() {
    Session current = session;
    return current == null ? Lease.NONE : current.lease();
  }

  /** How many gateways the registry has; 0 while no session has joined. */
  public int members() {
    Session current = session;
    return current == null ? 0 : current.members();
  }

  /** How many publications are not known to be complete. */
  public int unpublished() {
    return outbox.size();
  }

  /**
   * Publishes a message to all gateways, this one included.
   *
   * @param sealed the message, as others get it
   * @param changes what is to outlive sessions
   */
  public Publication publish(byte[] sealed, List<Change> changes, Now now) {
    if (outbox.isFull()) {
      outbox.replaceReleased(new Publication(everything.get(), List.of(), now));
    }
    Publication publication = new Publication(sealed, changes, now);
    outbox.add(publication);
    if (!lease().isValid(now)) {
      output.applyHere(publication);
    }
    Session current = session;
    if (current != null) {
      current.publish(publication, now);
    }
    return publication;
  }

  /** The connections of an attempt are open. */
  public void connected(int ofAttempt, Now now) {
    if (state == State.CONNECTING && ofAttempt == attempt) {
      state = State.CONNECTED;
      Session next = new Session(ids.get(), timing, earlier, new Sessions(), output);
      session = next;
      next.start(now);
    }
  }

  /** A connection of an attempt could not be opened, or was closed. */
  public void disconnected(int ofAttempt, Now now) {
    if (ofAttempt == attempt) {
      fail(SessionEnd.DISCONNECTED, now);
    }
  }

  /** Takes the reply to a command; one of an earlier session is ignored. */
  public void received(Command command, Reply reply, Now now) {
    Session current = session;
    if (current != null) {
      current.received(command, reply, now);
    } else if (command instanceof Command.Leave) {
      output.disconnect();
    }
  }

  /** Does what is due. */
  public void tick(Now now) {
    Session current = session;
    if (current != null) {
      current.tick(now);
      failures = lease().isValid(now) ? 0 : failures;
    } else if (state == State.DELAYED && now.nanos() - sinceNanos >= delayNanos) {
      connect(now);
    } else if (state == State.CONNECTING
        && now.nanos() - sinceNanos >= Timing.COMMAND_TIMEOUT.toNanos()) {
      fail(SessionEnd.TIMEOUT, now);
    }
    outbox.release(now.nanos()).forEach(one -> release(one, now));
  }

  /** Leaves the others for good; called once nothing is served any longer. */
  public void leave(Now now) {
    Session current = session;
    state = State.LEFT;
    if (current == null || !current.leave(now)) {
      output.disconnect();
    }
  }

  private void connect(Now now) {
    state = State.CONNECTING;
    sinceNanos = now.nanos();
    attempt++;
    output.connect(attempt);
  }

  private void fail(SessionEnd cause, Now now) {
    Session current = session;
    if (current != null) {
      current.end(cause, now);
    } else if (state == State.CONNECTING) {
      delay(cause, now);
    }
  }

  private void delay(SessionEnd cause, Now now) {
    state = State.DELAYED;
    sinceNanos = now.nanos();
    delayNanos = nextDelayNanos();
    outbox.failed(now.nanos());
    output.disconnect();
    output.ended(cause);
  }

  /** Doubled with each failure in a row; half of it random, so that not all return at once. */
  private long nextDelayNanos() {
    long longest = LONGEST_DELAY.toNanos();
    long nanos = Math.min(longest, SHORTEST_DELAY.toNanos() << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    return nanos / 2 + random.nextLong(nanos / 2);
  }

  private void release(Publication publication, Now now) {
    if (!lease().isValid(now)) {
      output.applyHere(publication);
    }
    output.completed(publication, PublicationOutcome.ISOLATED);
  }

  /** What follows from the events of the session. */
  private final class Sessions implements SessionOwner {

    @Override
    public void joined(Session joined, Now now) {
      earlier.clear();
      outbox.joined(joined.timing());
      outbox.open().forEach(publication -> joined.publish(publication, now));
    }

    @Override
    public void completed(Completed completed) {
      if (outbox.complete(completed.publication())) {
        if (!completed.isApplied()) {
          output.applyHere(completed.publication());
        }
        output.completed(
            completed.publication(),
            completed.isAcknowledged()
                ? PublicationOutcome.ACKNOWLEDGED
                : PublicationOutcome.LEASE_WAITED);
      }
    }

    @Override
    public void ended(Session ended, SessionEnd cause, Now now) {
      session = null;
      earlier.add(ended.id());
      if (earlier.size() > MOST_EARLIER) {
        earlier.remove(0);
      }
      if (state == State.LEFT) {
        output.ended(cause);
      } else {
        delay(cause, now);
      }
    }
  }
}
