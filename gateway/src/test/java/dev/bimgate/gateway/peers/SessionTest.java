package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.OneMember.ERA;
import static dev.bimgate.gateway.peers.OneMember.entry;
import static dev.bimgate.gateway.peers.OneMember.members;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session does about messages, and what ends it. */
class SessionTest {

  private final OneMember member = OneMember.joined();

  @Test
  void messagesAreAcknowledgedToEachSenderOnceAfterAllAreApplied() {
    int before = member.sent.size();
    member.read(entry(1, "a"), entry(2, "b"), entry(3, "s1"), entry(4, "a"));

    assertThat(member.events).endsWith("applied m1", "applied m2", "applied m3", "applied m4");
    assertThat(member.sent.subList(before, member.sent.size()))
        .containsExactlyInAnyOrder(
            new Command.Acknowledge(new Era("h", ERA), "s1", "a", 4),
            new Command.Acknowledge(new Era("h", ERA), "s1", "b", 4),
            new Command.Read(new Era("h", ERA), "s1", 4, "0-0"));
  }

  @Test
  void aRenewalCountsOnceTheLogItFoundIsApplied() {
    member.pass(Duration.ofMillis(500));
    member.renewed(snapshot(7, 1, 1));
    member.pass(Duration.ofMillis(1_600), Duration.ofMillis(1_600));
    boolean before = member.isTrusted();
    member.read(entry(1, "a"));

    assertThat(before).isFalse();
    assertThat(member.isTrusted()).isTrue();
  }

  @Test
  void aCounterThatIsNotOneMoreEndsTheSession() {
    member.pass(Duration.ofMillis(500));
    member.renewed(snapshot(1, 0, 0));

    assertEnded(SessionEnd.REGISTRY_LOST);
  }

  @Test
  void anotherEraEndsTheSession() {
    member.pass(Duration.ofMillis(500));
    member.renewed(new Reply.Snapshot("h", new Registry("new-2000", 0, members("s1", 7)), 0));

    assertEnded(SessionEnd.REGISTRY_LOST);
  }

  @Test
  void aPromotedServerEndsTheSession() {
    member.pass(Duration.ofMillis(500));
    member.renewed(new Reply.Snapshot("h2", new Registry(ERA, 0, members("s1", 7)), 0));

    assertEnded(SessionEnd.HISTORY_CHANGED);
  }

  @Test
  void aMissingEntryEndsTheSession() {
    member.read(entry(1, "a"), entry(3, "a"));

    assertEnded(SessionEnd.LOG_LOST);
  }

  @Test
  void aLogThatWasLostAloneEndsTheEra() {
    member.pass(Duration.ofMillis(500));
    member.renewed(snapshot(7, 5, 1));

    assertEnded(SessionEnd.LOG_LOST);
    assertThat(member.sent).last().isEqualTo(new Command.DeleteRegistry(new Era("h", ERA)));
  }

  @Test
  void anErrorEndsTheSession() {
    member.reply(Command.Read.class, new Reply.Failed(SessionEnd.DEMOTED));

    assertEnded(SessionEnd.DEMOTED);
  }

  @Test
  void aReplyThatIsLateEndsTheSession() {
    member.pass(Duration.ofMillis(500));
    member.pass(Duration.ofSeconds(1));

    assertEnded(SessionEnd.TIMEOUT);
  }

  @Test
  void aReplyThatComesTwiceCountsOnce() {
    member.pass(Duration.ofMillis(500));
    Reply reply = snapshot(7, 0, 0);
    Command renewal = member.reply(Command.Renew.class, reply);
    member.membership.received(renewal, reply, member.now());

    assertThat(member.isTrusted()).isTrue();
  }

  @Test
  void leavingEndsTrustAndRenewsNoMore() {
    member.membership.leave(member.now());
    member.pass(Duration.ofMillis(500));
    member.pass(Duration.ofSeconds(5));

    assertEnded(SessionEnd.LEFT);
    assertThat(member.sent).last().isEqualTo(new Command.Leave(new Era("h", ERA), "s1"));
  }

  @Test
  void aMemberIsRemovedOnceItsCounterHasStoodStillForTenLeases() {
    for (int counter = 7; counter < 47; counter++) {
      member.renew(members("s1", counter, "dead", 3), 0);
      member.read();
    }
    boolean before = member.sent(Command.Remove.class).findAny().isPresent();
    member.renew(members("s1", 47, "dead", 3), 0);

    assertThat(before).isFalse();
    assertThat(member.sent(Command.Remove.class))
        .containsExactly(new Command.Remove(new Era("h", ERA), "dead", 3));
  }

  private static Reply.Snapshot snapshot(long counter, long published, long logEnd) {
    return new Reply.Snapshot("h", new Registry(ERA, published, members("s1", counter)), logEnd);
  }

  private void assertEnded(SessionEnd cause) {
    assertThat(member.isTrusted()).isFalse();
    assertThat(List.copyOf(member.events)).last().isEqualTo("ended " + cause);
  }
}
