package dev.bimgate.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** The last places in the queue, for parties that neither hold nor await one of the class. */
  private static final int FOR_NEWCOMERS = MAX_WAITING / 4;

  /** A party with so many permits of other classes is no newcomer in the next one. */
  private static final int MOST_OTHERS = 3;

  private final int size;
  private final int[] held = new int[CallClass.values().length];

  /** The permits of each party in all classes. */
  private final Map<Object, Integer> heldBy = new HashMap<>();

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
    Share share = claim.share();
    if (!share.claims.remove(claim)) {
      return false;
    }
    waitersChanged(share, -1);
    removeIfUnused(share);
    return true;
  }

  /** Returns a permit, and grants what has become free to those who wait. */
  void release(Claim claim) {
    List<Claim.Waiter> granted;
    synchronized (this) {
      Share share = claim.share();
      share.held--;
      held[share.key.callClass().ordinal()]--;
      free++;
      heldBy.computeIfPresent(share.key.party(), (party, count) -> count == 1 ? null : count - 1);
      removeIfUnused(share);
      granted = grantWaiting();
    }
    granted.forEach(Claim.Waiter::granted);
  }

  /** Removes all waiting claims of these classes. */
  void clear(Predicate<CallClass> classes) {
    List<Claim.Waiter> cleared = new ArrayList<>();
    synchronized (this) {
      for (Share share : List.copyOf(waiting)) {
        if (classes.test(share.key.callClass())) {
          int count = share.claims.size();
          share.claims.forEach(claim -> cleared.add(claim.waiter));
          share.claims.clear();
          waitersChanged(share, -count);
          removeIfUnused(share);
        }
      }
    }
    cleared.forEach(Claim.Waiter::cleared);
  }

  /** Whether the party of a claim holds two permits of its class: one alone is in nobody's way. */
  synchronized boolean isShareUsed(Claim claim) {
    Share share = shares.get(claim.key);
    return share != null && share.held > 1;
  }

  /** The permits that calls with the same breaker hold. */
  synchronized int heldLike(CallClass callClass) {
    int sum = 0;
    for (CallClass one : CallClass.values()) {
      sum += one.breaker() == callClass.breaker() ? held[one.ordinal()] : 0;
    }
    return sum;
  }

  private List<Claim.Waiter> grantWaiting() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Claim.Waiter> granted = new ArrayList<>();
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
    CallClass callClass = share.key.callClass();
    int room = room(callClass);
    if (share.held > 0) {
      return 4L * (room - share.held) > callClass.cap(size); // fewer than the room above a quarter
    }
    // Else the first permits of greedy parties in each class would take what newcomers need.
    int others = Math.min(heldBy.getOrDefault(share.key.party(), 0), MOST_OTHERS);
    return room > 0 && 32L * room > (long) callClass.cap(size) * others;
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
    heldBy.merge(share.key.party(), 1, Integer::sum);
    held[share.key.callClass().ordinal()]++;
    free--;
  }

  private boolean isQueueFull(Share share) {
    boolean newcomer = share.held == 0 && share.claims.isEmpty();
    return waiters >= (newcomer ? MAX_WAITING : MAX_WAITING - FOR_NEWCOMERS)
        || share.claims.size() >= MAX_WAITING_PER_PARTY
        || (share.key.callClass() == CallClass.OPEN && waitersOpen >= MAX_WAITING_OPEN);
  }

  private void waitersChanged(Share share, int by) {
    waiters += by;
    if (share.key.callClass() == CallClass.OPEN) {
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
}
