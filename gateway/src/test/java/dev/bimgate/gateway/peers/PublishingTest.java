package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.OneMember.ERA;
import static dev.bimgate.gateway.peers.OneMember.LEASE;
import static dev.bimgate.gateway.peers.OneMember.entry;
import static dev.bimgate.gateway.peers.OneMember.members;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the response to a write may leave. */
class PublishingTest {

  private static final String ACKNOWLEDGED = "ACKNOWLEDGED w";
  private static final String LEASE_WAITED = "LEASE_WAITED w";
  private static final String ISOLATED = "ISOLATED w";

  /** A lease, and what clocks may differ in that time. */
  private static final Duration PATIENCE = LEASE.plusMillis(100);

  private final OneMember member = OneMember.joined();

  @Test
  void aloneItWaitsUntilItIsReadBack() {
    member.publish("w");
    member.published(1, members("s1", 6));
    List<String> before = List.copyOf(member.events);
    member.read(entry(1, "s1"));

    assertThat(before).doesNotContain(ACKNOWLEDGED);
    assertThat(member.events).endsWith("applied m1", ACKNOWLEDGED);
  }

  @Test
  void itWaitsForTheAcknowledgementOfEachMember() {
    member.publish("w");
    member.published(1, members("s1", 6, "a", 9, "b", 9));
    member.read(Map.of("a", 1L), entry(1, "s1"));
    member.read(Map.of("b", 0L));
    List<String> before = List.copyOf(member.events);
    member.read(Map.of("b", 3L));

    assertThat(before).doesNotContain(ACKNOWLEDGED);
    assertThat(member.events).endsWith(ACKNOWLEDGED);
  }

  @Test
  void anAcknowledgementMayArriveBeforeTheReply() {
    member.publish("w");
    member.read(Map.of("a", 1L), entry(1, "s1"));
    member.published(1, members("s1", 6, "a", 9));

    assertThat(member.events).endsWith(ACKNOWLEDGED);
  }

  @Test
  void aMemberWhoseCounterStoodStillForALeaseIsNotWaitedFor() {
    renewFor(6, "dead", 3);
    member.publish("w");
    member.published(1, members("s1", 12, "dead", 3));
    member.read(entry(1, "s1"));

    assertThat(member.events).endsWith(ACKNOWLEDGED);
  }

  @Test
  void aMemberThatRenewedSinceIsWaitedFor() {
    renewFor(6, "slow", 3);
    member.publish("w");
    member.published(1, members("s1", 12, "slow", 4));
    member.read(entry(1, "s1"));

    assertThat(member.events).doesNotContain(ACKNOWLEDGED);
  }

  @Test
  void aMemberThatHasLeftIsNotWaitedFor() {
    member.publish("w");
    member.published(1, members("s1", 6, "a", 9));
    member.read(entry(1, "s1"));
    List<String> before = List.copyOf(member.events);
    member.renew(members("s1", 7), 1);

    assertThat(before).doesNotContain(ACKNOWLEDGED);
    assertThat(member.events).endsWith(ACKNOWLEDGED);
  }

  @Test
  void aMemberThatDoesNotAcknowledgeDelaysItByALeaseAtMost() {
    member.publish("w");
    member.published(1, members("s1", 6, "a", 9));
    member.read(entry(1, "s1"));
    renewFor(4, "a", 10);
    List<String> before = List.copyOf(member.events);
    member.pass(Duration.ofMillis(100));

    assertThat(before).doesNotContain(LEASE_WAITED);
    assertThat(member.events).endsWith(LEASE_WAITED);
  }

  @Test
  void aYoungRegistryMayLackMembersSoALeaseIsWaited() {
    OneMember young = new OneMember();
    young.connect();
    young.enter(ERA, 0);
    young.publish("w");
    young.published(1, members("s1", 1));
    young.read(entry(1, "s1"));
    List<String> before = List.copyOf(young.events);
    for (int counter = 2; counter < 7; counter++) {
      young.renew(members("s1", counter), 1);
      young.read();
    }

    assertThat(before).doesNotContain(ACKNOWLEDGED, LEASE_WAITED);
    assertThat(young.events).endsWith(LEASE_WAITED);
  }

  @Test
  void aWriterThatIsNoMemberPublishesAgainInItsNextSession() {
    member.publish("w");
    member.published(1, members("a", 9));
    List<String> before = List.copyOf(member.events);
    member.connect();
    member.enter(ERA, 1);

    assertThat(before).endsWith("ended REGISTRY_LOST");
    assertThat(member.sent(Command.Publish.class))
        .extracting("session")
        .containsExactly("s1", "s2");
    assertThat(member.events).doesNotContain(ACKNOWLEDGED);
  }

  @Test
  void whileIsolatedItIsAppliedHereAndWaitsALeaseFromTheFirstFailedTry() {
    OneMember isolated = new OneMember();
    isolated.publish("w");
    isolated.pass(Duration.ofSeconds(1));
    isolated.membership.disconnected(1, isolated.now());
    isolated.pass(PATIENCE.minusMillis(1));
    List<String> before = List.copyOf(isolated.events);
    isolated.pass(Duration.ofMillis(1));

    assertThat(before).startsWith("applied here w").doesNotContain(ISOLATED);
    assertThat(isolated.events).endsWith("applied here w", ISOLATED);
  }

  @Test
  void anIsolatedWriteIsPublishedOnReturnAndAnsweredOnce() {
    OneMember isolated = new OneMember();
    isolated.publish("w");
    isolated.pass(Duration.ofSeconds(1));
    isolated.membership.disconnected(1, isolated.now());
    isolated.pass(PATIENCE);
    isolated.membership.disconnected(2, isolated.now());
    isolated.connect();
    isolated.enter(ERA, 0);
    isolated.published(1, members("s1", 1));
    isolated.read(entry(1, "s1"));
    for (int counter = 2; counter < 7; counter++) {
      isolated.renew(members("s1", counter), 1);
      isolated.read();
    }

    assertThat(isolated.events).containsOnlyOnce(ISOLATED).doesNotContain(LEASE_WAITED);
    assertThat(isolated.membership.unpublished()).isZero();
  }

  /** Another gateway, with a longer lease, began the era: so long may all of them trust. */
  @Test
  void afterAFailureItWaitsForTheLeaseOfTheEra() {
    OneMember isolated = new OneMember();
    isolated.connect();
    isolated.enter("s0-9000", 0);
    isolated.publish("w");
    isolated.membership.disconnected(1, isolated.now());
    isolated.pass(PATIENCE);
    List<String> before = List.copyOf(isolated.events);
    isolated.pass(Duration.ofSeconds(7));

    assertThat(before).doesNotContain(ISOLATED);
    assertThat(isolated.events).endsWith(ISOLATED);
  }

  @Test
  void noTryAtAllDelaysItByTenSecondsAtMost() {
    OneMember isolated = new OneMember();
    isolated.publish("w");
    isolated.pass(Duration.ofSeconds(10));

    assertThat(isolated.events).endsWith(ISOLATED);
  }

  @Test
  void manyIsolatedWritesBecomeOneMessage() {
    OneMember isolated = new OneMember();
    for (int count = 0; count < Outbox.CAPACITY; count++) {
      isolated.publish("w");
    }
    isolated.pass(Duration.ofSeconds(10));
    isolated.publish("last");
    isolated.membership.connected(1, isolated.now());
    for (int lanes = 0; lanes < Lane.values().length; lanes++) {
      isolated.reply(Command.Identify.class, new Reply.Identified("h"));
    }
    isolated.enter(ERA, 0);

    assertThat(isolated.sent(Command.Publish.class))
        .extracting(publish -> new String(publish.publication().sealed(), StandardCharsets.UTF_8))
        .containsExactly("everything", "last");
  }

  /** Renews that often while another member does not. */
  private void renewFor(int times, String other, long counter) {
    for (int time = 0; time < times; time++) {
      long own = member.sent(Command.Renew.class).count() + 2;
      long position = member.sent(Command.Publish.class).count();
      member.renew(members("s1", own, other, counter), position);
      member.read();
    }
  }
}
