package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.peers.PeerTopic.Amendment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored of rules, and what becomes of it when the keys change. */
class PeerRulesTest {

  private static final PeerRule RULE =
      new PeerRule(Keys.OPERATOR_RULES, PeerBench.bytes("anna"), PeerBench.bytes("until"));

  private final PeerRules rules = new PeerRules(Seals.of(1));

  @Test
  void whatIsStoredIsFoundAgain() {
    PeerRules.Opened opened = rules.open(List.of(rules.store(RULE)));

    assertThat(opened.rules()).usingRecursiveFieldByFieldElementComparator().containsExactly(RULE);
    assertThat(opened.changes()).isEmpty();
  }

  @Test
  void whatAFormerFirstKeyHasSealedIsStoredAgainSoThatTheKeyCanGo() {
    Change former = new PeerRules(Seals.of(2)).store(RULE);

    PeerRules.Opened opened = new PeerRules(Seals.of(1, 2)).open(List.of(former));

    assertThat(opened.changes().get(0)).isEqualTo(new Change(former.hash(), former.field(), null));
    assertThat(rules.open(opened.changes().subList(1, 2)).rules()).hasSize(1);
  }

  @Test
  void whatDoesNotOpenIsLeftAsAnotherGatewayMayHaveItsKey() {
    Change strange = new PeerRules(Seals.of(3)).store(RULE);

    PeerRules.Opened opened = rules.open(List.of(strange));

    assertThat(opened.rules()).isEmpty();
    assertThat(opened.changes()).isEmpty();
  }

  @Test
  void aRuleThatHasExpiredThereAndLastsHereStays() {
    List<Change> changes = rules.changes(List.of(new Amendment(List.of(RULE), List.of(RULE))));

    assertThat(changes).extracting(change -> change.value() == null).containsExactly(true, false);
  }
}
