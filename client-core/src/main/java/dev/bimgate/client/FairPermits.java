package dev.bimgate.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One permit for each connection, shared between the classes of calls and, within each, between
 * parties.
 *
 * <p>The room of a class is the number of free permits below its cap. A party without a permit of a
 * class gets one while there is room. A party with some gets another while it holds fewer than the
 * room above a quarter of the cap: so one alone gets three eighths, and the rest is there for
 * newcomers, however long the calls of the others take. A call without a party is a party of its
 * own.
 *
 * <p>Vert.x bounds its pool too, but can neither bound the wait separately from connecting nor
 * distinguish the two. Shared by all event loops.
 */
final class FairPermits {

  static final int MAX_WAITING = 1_024;

  /** The most of {@link #MAX_WAITING} that wait without a valid credential. */
  static final int MAX_WAITING_OPEN = MAX_WAITING / 4;

  static final int MAX_WAITING_PER_PARTY = 64;

  private final int size;
  private final int[] held = new int[CallClass.values().length];
  private final Map<Share.Key, Share> shares = new HashMap<>();
  private final Set<Share> waiting = new LinkedHashSet<>();
  private int free;
  private int waiters;
  private int waitersOpen;
  private long arrivals;

  FairPermits(int permits) {
    size = permits;
    free = permits;
  }

  /** What became of a claim at once. */
  enum Result {
    GRANTED,
    WAITING,
    REJECTED
  }

  /** How a claim that waits ends, unless it is withdrawn; called once, on any thread. */
  interface Waiter {
    void granted();

    /** {@link #clear} has removed it. */
    void cleared();
  }

  /** A call that wants a permit; compared by identity, and used once. */
  static final class Claim {
    private final Share.Key key;
    private final Waiter waiter;
    private @Nullable Share share;
    private long arrival;

    Claim(CallClass callClass, @Nullable Object party, Waiter waiter) {
      this.key = new Share.Key(callClass, party == null ? this : party);
      this.waiter = waiter;
    }
  }

  /** The permits of one party in one class, and its claims that wait. */
  private static final class Share {

    record Key(CallClass callClass, Object party) {}

    final Key key;
    final Deque<Claim> claims = new ArrayDeque<>();
    int held;

    Share(Key key) {
      this.key = key;
    }

    boolean goesBefore(Share other) {
      int byRank = Integer.compare(rank(key.callClass), rank(other.key.callClass));
      int byHeld = byRank != 0 ? byRank : Integer.compare(held, other.held);
      return byHeld != 0 ? byHeld < 0 : claims.getFirst().arrival < other.claims.getFirst().arrival;
    }

    private static int rank(CallClass callClass) {
      return switch (callClass) {
        case LISTS, LOGINS -> 0;
        case WRITES -> 1;
        case CALLS -> 2;
        case OPEN -> 3;
      };
    }
  }

  /** Takes a permit now, or queues for one where that is allowed and the queue is not full. */
  synchronized Result take(Claim claim, boolean mayWait) {
    Share share = shares.computeIfAbsent(claim.key, Share::new);
    claim.share = share;
    if (mayHaveOne(share)) {
      grant(share);
      return Result.GRANTED;
    }
    if (!mayWait || isQueueFull(share)) {
      removeIfUnused(share);
      return Result.REJECTED;
    }
    claim.arrival = arrivals++;
    share.claims.addLast(claim);
    waiting.add(share);
    waitersChanged(share, 1);
    return Result.WAITING;
  }

  /** Leaves the queue; false when the permit has been granted already and has to be released. */
  synchronized boolean withdraw(Claim claim) {
    Share share = shareOf(claim);
    if (!share.claims.remove(claim)) {
      return false;
    }
    waitersChanged(share, -1);
    removeIfUnused(share);
    return true;
  }

  /** Returns a permit, and grants what has become free to those who wait. */
  void release(Claim claim) {
    List<Waiter> granted;
    synchronized (this) {
      Share share = shareOf(claim);
      share.held--;
      held[share.key.callClass.ordinal()]--;
      free++;
      removeIfUnused(share);
      granted = grantWaiting();
    }
    granted.forEach(Waiter::granted);
  }

  /** Removes all waiting claims of these classes. */
  void clear(Predicate<CallClass> classes) {
    List<Waiter> cleared = new ArrayList<>();
    synchronized (this) {
      for (Share share : List.copyOf(waiting)) {
        if (classes.test(share.key.callClass)) {
          int count = share.claims.size();
          share.claims.forEach(claim -> cleared.add(claim.waiter));
          share.claims.clear();
          waitersChanged(share, -count);
          removeIfUnused(share);
        }
      }
    }
    cleared.forEach(Waiter::cleared);
  }

  /** Whether the party of a claim holds permits of its class. */
  synchronized boolean isShareUsed(Claim claim) {
    Share share = shares.get(claim.key);
    return share != null && share.held > 0;
  }

  /** The permits that calls with the same breaker hold. */
  synchronized int heldLike(CallClass callClass) {
    int sum = 0;
    for (CallClass one : CallClass.values()) {
      sum += one.breaker() == callClass.breaker() ? held[one.ordinal()] : 0;
    }
    return sum;
  }

  private List<Waiter> grantWaiting() {
    List<Waiter> granted = new ArrayList<>();
    for (Share next = nextShare(); next != null; next = nextShare()) {
      Claim claim = next.claims.removeFirst();
      waitersChanged(next, -1);
      grant(next);
      granted.add(claim.waiter);
    }
    return granted;
  }

  /** Whom a free permit goes to; null if nobody who waits may have it. */
  private @Nullable Share nextShare() {
    Share next = null;
    for (Share share : waiting) {
      if (mayHaveOne(share) && (next == null || share.goesBefore(next))) {
        next = share;
      }
    }
    return next;
  }

  private boolean mayHaveOne(Share share) {
    CallClass callClass = share.key.callClass;
    int room = room(callClass);
    return share.held == 0
        ? room > 0
        : 4L * (room - share.held) > callClass.cap(size); // fewer than the room above a quarter
  }

  private int room(CallClass callClass) {
    int reads = held[CallClass.CALLS.ordinal()];
    int both = reads + held[CallClass.WRITES.ordinal()];
    int room =
        switch (callClass) {
          case CALLS ->
              Math.min(CallClass.CALLS.cap(size) - reads, CallClass.WRITES.cap(size) - both);
          case WRITES -> CallClass.WRITES.cap(size) - both;
          case LISTS, LOGINS, OPEN -> callClass.cap(size) - held[callClass.ordinal()];
        };
    return Math.min(free, room);
  }

  private void grant(Share share) {
    share.held++;
    held[share.key.callClass.ordinal()]++;
    free--;
  }

  private boolean isQueueFull(Share share) {
    return waiters >= MAX_WAITING
        || share.claims.size() >= MAX_WAITING_PER_PARTY
        || (share.key.callClass == CallClass.OPEN && waitersOpen >= MAX_WAITING_OPEN);
  }

  private void waitersChanged(Share share, int by) {
    waiters += by;
    if (share.key.callClass == CallClass.OPEN) {
      waitersOpen += by;
    }
    if (share.claims.isEmpty()) {
      waiting.remove(share);
    }
  }

  private void removeIfUnused(Share share) {
    if (share.held == 0 && share.claims.isEmpty()) {
      shares.remove(share.key);
    }
  }

  private static Share shareOf(Claim claim) {
    return Objects.requireNonNull(claim.share, "not taken yet");
  }
}
