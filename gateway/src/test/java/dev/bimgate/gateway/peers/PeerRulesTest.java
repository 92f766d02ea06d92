package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.peers.PeerTopic.Amendment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored of rules, and what becomes of it when the keys change. */
class PeerRulesTest {

  private static final PeerRule RULE =
      new PeerRule(Keys.OPERATOR_RULES, PeerBench.bytes("anna"), PeerBench.bytes("until"));

  private static final List<Amendment> NOTHING = List.of(new Amendment(List.of(), List.of()));

  private final PeerRules rules = rules(1);

  private static PeerRules rules(int... keys) {
    return new PeerRules(Seals.of(keys), new Keys("bimgate:{p}:"));
  }

  @Test
  void whatGatewaysOfAnotherBimplusHaveStoredDoesNotOpen() {
    Change copy = new PeerRules(Seals.of(1), new Keys("bimgate:{another}:")).store(RULE);

    assertThat(rules.open(List.of(copy)).rules()).isEmpty();
  }

  @Test
  void whatIsStoredIsFoundAgain() {
    PeerRules.Opened opened = rules.open(List.of(rules.store(RULE)));

    assertThat(opened.rules()).usingRecursiveFieldByFieldElementComparator().containsExactly(RULE);
    assertThat(opened.former()).isEmpty();
  }

  @Test
  void whatAFormerFirstKeyHasSealedGoesOnceItIsStoredUnderTheFirst() {
    Change former = rules(2).store(RULE);
    PeerRules both = rules(1, 2);

    List<Change> changes =
        both.changes(
            both.open(List.of(former)),
            List.of(),
            List.of(new Amendment(List.of(RULE), List.of())));

    assertThat(changes.get(0)).isEqualTo(new Change(former.hash(), former.field(), null));
    assertThat(rules.open(changes.subList(1, 2)).rules()).hasSize(1);
  }

  @Test
  void whatIsStoredUnderTheFirstKeyIsNotReplacedByWhatAFormerKeyHasSealed() {
    Change former = rules(2).store(RULE);
    Change present = rules.store(RULE);
    PeerRules both = rules(1, 2);

    List<Change> changes = both.changes(both.open(List.of(present, former)), List.of(), NOTHING);

    assertThat(changes).containsExactly(new Change(former.hash(), former.field(), null));
  }

  @Test
  void whatAFormerKeyHasSealedStaysWhileItIsNowhereElse() {
    PeerRules both = rules(1, 2);
    PeerRules.Opened opened = both.open(List.of(rules(2).store(RULE)));

    assertThat(both.changes(opened, List.of(), NOTHING)).isEmpty();
  }

  @Test
  void whatDoesNotOpenIsLeftAsAnotherGatewayMayHaveItsKey() {
    Change strange = rules(3).store(RULE);

    PeerRules.Opened opened = rules.open(List.of(strange));

    assertThat(opened.rules()).isEmpty();
    assertThat(opened.former()).isEmpty();
  }

  @Test
  void aRuleThatHasExpiredThereAndLastsHereStays() {
    List<Change> changes =
        rules.changes(
            PeerRules.Opened.NOTHING,
            List.of(),
            List.of(new Amendment(List.of(RULE), List.of(RULE))));

    assertThat(changes).extracting(change -> change.value() == null).containsExactly(true, false);
  }
}
