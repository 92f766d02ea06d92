package dev.bimgate.client;

import java.util.ArrayDeque;
import java.util.Deque;

/** The permits of one party in one class, and its claims that wait; {@link FairPermits} locks. */
final class Share {

  record Key(CallClass callClass, Object party) {}

  final Key key;

  /** Nearly always empty, so it begins small. */
  final Deque<Claim> claims = new ArrayDeque<>(1);

  int held;

  Share(Key key) {
    this.key = key;
  }

  /** Whether this one gets the next permit that both may have. */
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
