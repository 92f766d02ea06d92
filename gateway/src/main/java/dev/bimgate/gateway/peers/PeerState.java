package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.context.Labels;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether a gateway is together with its peers, as it shows and logs it. */
final class PeerState {

  private static final Logger LOG = Logger.getLogger(PeerState.class);

  private static final int NOTHING = -1;

  /** The members in the last line; 0 if it said that the gateway is isolated. */
  private int logged = NOTHING;

  private @Nullable SessionEnd lastEnd;
  private int lastMembers = 1;
  private volatile boolean hasJoined;
  private volatile int members;

  /** Whether it has been together with them at some time. */
  boolean hasJoined() {
    return hasJoined;
  }

  /** How many gateways there are; 0 while isolated. */
  int members() {
    return members;
  }

  /** How many there were when this was last known. */
  int lastMembers() {
    return lastMembers;
  }

  void ended(SessionEnd cause) {
    lastEnd = cause;
  }

  void observe(boolean isTogether, Membership membership) {
    lastMembers = membership.members() > 0 ? membership.members() : lastMembers;
    members = isTogether ? lastMembers : 0;
    if (isTogether && logged != members) {
      hasJoined = true;
      logged = members;
      LOG.infof("together with peers: members=%d", members);
    } else if (!isTogether && lastEnd != null && logged != 0) {
      logged = 0;
      logIsolation(lastEnd, membership.unpublished());
    }
  }

  private static void logIsolation(SessionEnd cause, int unpublished) {
    if (cause == SessionEnd.LEFT) {
      LOG.infof("left peers: unpublished=%d", unpublished);
    } else {
      LOG.warnf("isolated from peers: cause=%s unpublished=%d", Labels.of(cause), unpublished);
    }
  }
}
