package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.OneMember.ERA;
import static dev.bimgate.gateway.peers.OneMember.LEASE;
import static dev.bimgate.gateway.peers.OneMember.entry;
import static dev.bimgate.gateway.peers.OneMember.members;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session begins, and from when its gateway trusts its lists. */
class JoiningTest {

  private final OneMember member = new OneMember();

  @Test
  void listsAreTrustedOnceRulesAreLoadedAndTheLogIsApplied() {
    member.connect();
    member.reply(Command.FindEra.class, new Reply.EraFound(ERA));
    member.join(ERA, members("s1", 1), 2);
    boolean onceJoined = member.isTrusted();
    member.read(entry(1, "a"), entry(2, "a"));
    boolean onceApplied = member.isTrusted();
    member.reply(Command.Load.class, new Reply.Loaded(List.of()));

    assertThat(List.of(onceJoined, onceApplied, member.isTrusted()))
        .containsExactly(false, false, true);
    assertThat(member.events).startsWith("joined at 0", "applied m1", "applied m2", "loaded");
  }

  @Test
  void aLeaseCountsFromTheSendingOfItsCommand() {
    member.connect();
    member.reply(Command.FindEra.class, new Reply.EraFound(ERA));
    member.pass(Duration.ofMillis(900));
    member.join(ERA, members("s1", 1), 0);
    member.reply(Command.Load.class, new Reply.Loaded(List.of()));
    member.pass(LEASE.minusMillis(901), LEASE.minusMillis(901));
    boolean before = member.isTrusted();
    member.pass(Duration.ofMillis(1), Duration.ofMillis(1));

    assertThat(before).isTrue();
    assertThat(member.isTrusted()).isFalse();
  }

  @Test
  void aLeaseEndsByTheWallClockOfASuspendedMachine() {
    member.connect();
    member.enter(ERA, 0);
    boolean before = member.isTrusted();
    member.pass(Duration.ofMillis(1), LEASE);

    assertThat(before).isTrue();
    assertThat(member.isTrusted()).isFalse();
  }

  @Test
  void aWallClockSetBackEndsALeaseForGood() {
    member.connect();
    member.enter(ERA, 0);
    member.pass(Duration.ofMillis(1), Duration.ofSeconds(-1));
    member.membership.tick(member.now());
    member.pass(Duration.ofMillis(1), Duration.ofMillis(1_500));

    assertThat(member.isTrusted()).isFalse();
  }

  @Test
  void theLeaseIsThatOfTheEraWhateverItsOwnSetting() {
    member.connect();
    member.enter("other-9000", 0);
    member.pass(Duration.ofSeconds(8), Duration.ofSeconds(8));

    assertThat(member.isTrusted()).isTrue();
  }

  @Test
  void ofALongLogOnlyTheEndIsRead() {
    member.connect();
    member.enter(ERA, 9_000);

    assertThat(member.events).contains("joined at 7000");
    assertThat(member.sent(Command.Read.class)).last().extracting("after").isEqualTo(7_000L);
  }

  @Test
  void entriesTrimmedBeforeJoiningAreNotMissed() {
    member.connect();
    member.enter(ERA, 5);
    member.read(entry(4, "a"), entry(5, "a"));

    assertThat(member.isTrusted()).isTrue();
  }

  @Test
  void connectionsToDifferentServersMakeNoSession() {
    member.pass(Duration.ofSeconds(1));
    member.membership.connected(1, member.now());
    member.reply(Command.Identify.class, new Reply.Identified("h"));
    member.reply(Command.Identify.class, new Reply.Identified("other"));

    assertThat(member.events).containsExactly("ended HISTORY_CHANGED");
    assertThat(member.sent(Command.FindEra.class)).isEmpty();
  }

  /** Nobody could join, or one that does would trust its lists for however long it says. */
  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "s1-", "s1-0", "s1-02000", "s1-10000", "s1-99999999999"})
  void aRegistryThatNamesNoEraIsReplaced(String name) {
    member.connect();
    member.reply(Command.FindEra.class, new Reply.EraFound(name));

    assertThat(member.events).containsExactly("ended REGISTRY_LOST");
    assertThat(member.sent).last().isEqualTo(new Command.DeleteRegistry(new Era("h", name)));
  }

  @Test
  void anEraThatEndsBeforeJoiningMakesNoSession() {
    member.connect();
    member.reply(Command.FindEra.class, new Reply.EraFound(ERA));
    member.join("another-2000", Map.of("s1", 1L), 0);

    assertThat(member.events).containsExactly("ended REGISTRY_LOST");
  }

  @Test
  void theNextSessionRemovesTheEarlierOnes() {
    member.connect();
    member.enter(ERA, 0);
    member.membership.disconnected(1, member.now());
    member.connect();
    member.membership.disconnected(2, member.now());
    member.connect();
    member.enter(ERA, 0);

    assertThat(member.sent(Command.Join.class).map(Command.Join::earlier))
        .last()
        .isEqualTo(List.of("s1", "s2"));
  }

  @Test
  void connectionsThatDoNotOpenInTimeAreTriedAgain() {
    member.pass(Duration.ofSeconds(1));
    member.pass(Duration.ofSeconds(1));
    member.pass(Duration.ofMillis(100));
    member.membership.connected(1, member.now());
    boolean late = member.sent.isEmpty();
    member.membership.connected(2, member.now());

    assertThat(late).isTrue();
    assertThat(member.events).containsExactly("ended TIMEOUT");
    assertThat(member.sent).hasSize(Lane.values().length);
  }
}
