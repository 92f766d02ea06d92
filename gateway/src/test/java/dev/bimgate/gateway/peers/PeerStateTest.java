package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.HeardLog;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a gateway logs of its peers. */
class PeerStateTest {

  private final PeerState state = new PeerState();
  private final OneMember member = OneMember.joined();

  @Test
  void eachNumberOfMembersIsLoggedOnce() {
    try (HeardLog log = HeardLog.of(PeerState.class.getName())) {
      observeTwice();
      member.renew(Map.of("s1", 7L, "other", 1L), 0);
      observeTwice();
      member.renew(Map.of("s1", 8L), 0);
      observeTwice();

      assertThat(log.lines())
          .containsExactly(
              "together with peers: members=1",
              "together with peers: members=2",
              "together with peers: members=1");
    }
  }

  @Test
  void theSameNumberIsLoggedAgainAfterAnIsolation() {
    try (HeardLog log = HeardLog.of(PeerState.class.getName())) {
      observeTwice();
      state.ended(SessionEnd.TIMEOUT);
      state.observe(false, member.membership);
      state.observe(false, member.membership);
      observeTwice();

      assertThat(log.lines())
          .containsExactly(
              "together with peers: members=1",
              "isolated from peers: cause=timeout unpublished=0",
              "together with peers: members=1");
    }
  }

  private void observeTwice() {
    state.observe(true, member.membership);
    state.observe(true, member.membership);
  }
}
