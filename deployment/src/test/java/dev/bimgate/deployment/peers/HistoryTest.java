package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.peers.History.Read;
import dev.bimgate.deployment.peers.History.StaleRead;
import dev.bimgate.deployment.peers.History.Write;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final String LIST = "team-a";
  private static final Write WRITE = new Write(LIST, "first", 100, 200, 7);

  private final History history = new History();

  @Test
  void aReadThatBeganAfterTheResponseAndShowsAnOlderListIsStale() {
    Read stale = read(LIST, 201, 6);
    history.add(WRITE);
    history.add(stale);

    assertThat(history.staleReads(write -> true, Duration.ZERO))
        .containsExactly(new StaleRead(stale, WRITE));
  }

  @Test
  void aReadThatShowsTheWriteOrALaterOneIsNotStale() {
    history.add(WRITE);
    history.add(read(LIST, 201, 7));
    history.add(read(LIST, 300, 9));

    assertThat(history.staleReads(write -> true, Duration.ZERO)).isEmpty();
  }

  @Test
  void aReadThatBeganBeforeTheResponseMayShowEither() {
    history.add(WRITE);
    history.add(read(LIST, 199, 6));
    history.add(read(LIST, 200, 7));

    assertThat(history.staleReads(write -> true, Duration.ZERO)).isEmpty();
  }

  @Test
  void theNewestVersionCountsInWhateverOrderResponsesCame() {
    Write newer = new Write(LIST, "second", 110, 150, 8);
    Read stale = read(LIST, 250, 7);
    history.add(WRITE);
    history.add(newer);
    history.add(stale);

    assertThat(history.staleReads(write -> true, Duration.ZERO))
        .containsExactly(new StaleRead(stale, newer));
  }

  @Test
  void aWriteObligesReadersOfItsListAlone() {
    history.add(WRITE);
    history.add(read("team-b", 300, 1));

    assertThat(history.staleReads(write -> true, Duration.ZERO)).isEmpty();
  }

  @Test
  void aWriteThatIsCountedApartObligesNobodyButOthersDo() {
    Write apart = new Write(LIST, "second", 100, 210, 8);
    Read stale = read(LIST, 300, 6);
    history.add(WRITE);
    history.add(apart);
    history.add(stale);
    history.add(read(LIST, 300, 7));

    assertThat(history.staleReads(write -> !write.equals(apart), Duration.ZERO))
        .containsExactly(new StaleRead(stale, WRITE));
  }

  @Test
  void withinATolerancePriorListsAreNotStale() {
    history.add(WRITE);
    history.add(read(LIST, 250, 6));
    Read stale = read(LIST, 251, 6);
    history.add(stale);

    assertThat(history.staleReads(write -> true, Duration.ofNanos(50)))
        .containsExactly(new StaleRead(stale, WRITE));
  }

  private static Read read(String list, long sentNanos, long version) {
    return new Read(list, "third", sentNanos, version, "user-01", "hit");
  }
}
