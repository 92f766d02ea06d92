package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When stored rules are amended again. */
class StoredRulesTest {

  @Test
  void theyAreAmendedAboutEachHourAndNotByAllGatewaysAtOnce() {
    Random random = new Random(1);

    assertThat(Stream.generate(() -> StoredRules.nextMillis(random)).limit(10))
        .allSatisfy(
            millis ->
                assertThat(Duration.ofMillis(millis))
                    .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(90)))
        .doesNotHaveDuplicates();
  }
}
