package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bypasses of two gateways, and what Valkey has of them. */
class SharedBypassTest {

  private static final Instant START = Instant.parse("2026-11-29T01:00:00Z");

  private Instant now = START;
  private Instant nowElsewhere = START;
  private final CacheBypass here = new CacheBypass(() -> now);
  private final CacheBypass elsewhere = new CacheBypass(() -> nowElsewhere);
  private final SharedBypass sharedHere = new SharedBypass(here, new LonePeers(nothing -> {}));
  private final SharedBypass sharedElsewhere =
      new SharedBypass(elsewhere, new LonePeers(nothing -> {}));

  @Test
  void whatIsDecidedAtOneGatewayHoldsAtAll() {
    here.begin("on", Optional.of(Duration.ofMinutes(1)));
    arrivesElsewhere(messageHere());
    assertThat(elsewhere.state()).isEqualTo(here.state()).isPresent();

    here.end("off");
    arrivesElsewhere(messageHere());
    assertThat(elsewhere.state()).isEmpty();
  }

  @Test
  void aMessageFromBeforeTheLastDecisionChangesNothing() {
    here.begin("on", Optional.empty());
    byte[] on = messageHere();
    now = now.plusSeconds(1);
    here.end("off");
    arrivesElsewhere(messageHere());

    arrivesElsewhere(on);
    sharedHere.receive(on, true);

    assertThat(elsewhere.isOn()).isFalse();
    assertThat(here.isOn()).isFalse();
  }

  @Test
  void whatWasStoredBeforeTheLastDecisionIsReplacedAndNotApplied() {
    here.begin("on", Optional.empty());
    PeerRule on = storedHere();
    here.end("off");

    PeerTopic.Amendment amendment = sharedHere.load(List.of(on));

    assertThat(here.isOn()).isFalse();
    assertThat(amendment.missing())
        .singleElement()
        .satisfies(off -> assertThat(isOn(off)).isFalse());
  }

  @Test
  void aGatewayThatJoinsTakesWhatIsStoredAndStoresNothing() {
    here.begin("on", Optional.empty());

    PeerTopic.Amendment amendment = sharedElsewhere.load(List.of(storedHere()));

    assertThat(elsewhere.isOn()).isTrue();
    assertThat(amendment.missing()).isEmpty();
  }

  @Test
  void aDecisionHoldsAlthoughTheClockOfTheOneBeforeWasAhead() {
    here.begin("on", Optional.empty());
    arrivesElsewhere(messageHere());
    nowElsewhere = START.minusSeconds(5);

    elsewhere.end("off");
    sharedHere.receive(message(sharedElsewhere), false);

    assertThat(here.isOn()).isFalse();
  }

  @Test
  void ofTwoDecisionsAtTheSameTimeAllGatewaysTakeTheSame() {
    here.begin("a", Optional.empty());
    elsewhere.end("b");
    byte[] ofHere = messageHere();

    sharedHere.receive(message(sharedElsewhere), false);
    arrivesElsewhere(ofHere);

    assertThat(here.isOn()).isEqualTo(elsewhere.isOn()).isFalse();
  }

  @Test
  void whatALaterVersionHasStoredIsLeft() {
    here.begin("on", Optional.empty());

    PeerTopic.Amendment amendment =
        sharedHere.load(List.of(new PeerRule("b", new byte[0], new byte[] {1})));

    assertThat(amendment.missing()).isEmpty();
    assertThat(amendment.expired()).isEmpty();
  }

  private void arrivesElsewhere(byte[] message) {
    assertThat(sharedElsewhere.receive(message, false).isUnderstood()).isTrue();
  }

  private byte[] messageHere() {
    return message(sharedHere);
  }

  private PeerRule storedHere() {
    return sharedHere.load(List.of()).missing().get(0);
  }

  /** A message has the form of what is stored. */
  private static byte[] message(SharedBypass of) {
    return of.load(List.of()).missing().get(0).value();
  }

  private static boolean isOn(PeerRule stored) {
    CacheBypass started = new CacheBypass(() -> START);
    new SharedBypass(started, new LonePeers(nothing -> {})).load(List.of(stored));
    return started.isOn();
  }
}
