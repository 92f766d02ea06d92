package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.peers.History.Write;
import org.junit.jupiter.api.Test;

class IsolatedWritesTest {

  private static final Write WRITE = new Write("team-a", "first#1", 100, 200, 7);

  private final IsolatedWrites isolated = new IsolatedWrites();

  @Test
  void aWriteDuringWhichTheMeterStayedTheSameIsNone() {
    isolated.add("first#1", 80, 3, 90);
    isolated.add("first#1", 210, 3, 220);

    assertThat(isolated.mayContain(WRITE)).isFalse();
  }

  @Test
  void aWriteDuringWhichTheMeterIncreasedMayBeOne() {
    isolated.add("first#1", 80, 3, 90);
    isolated.add("first#1", 210, 4, 220);

    assertThat(isolated.mayContain(WRITE)).isTrue();
  }

  @Test
  void readingsThatOverlapTheWriteProveNothing() {
    isolated.add("first#1", 80, 3, 90);
    isolated.add("first#1", 95, 4, 105);
    isolated.add("first#1", 195, 4, 205);
    isolated.add("first#1", 210, 4, 220);

    assertThat(isolated.mayContain(WRITE)).isTrue();
  }

  @Test
  void theMeterOfAProcessBeginsWithNone() {
    isolated.add("first#1", 210, 0, 220);

    assertThat(isolated.mayContain(WRITE)).isFalse();
  }

  @Test
  void aWriteAfterWhichItsProcessWasNotReadMayBeOne() {
    isolated.add("first#1", 80, 0, 90);
    isolated.add("first#2", 210, 0, 220);

    assertThat(isolated.mayContain(WRITE)).isTrue();
  }
}
