package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many requests a command takes. */
class ValkeyRequestsTest {

  private static final Era ERA = new Era("history", "2000.era");

  private final ValkeyRequests requests = new ValkeyRequests(new Keys("bimgate:{p}:"));

  @Test
  void aThousandRulesAreStoredByOneRequest() {
    List<Change> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Change(Keys.LOGOUT_RULES, "field" + i, new byte[] {1}))
            .toList();

    assertThat(publish(many)).isEqualTo(publish(List.of()) + 1);
  }

  private int publish(List<Change> changes) {
    Publication publication = new Publication(new byte[0], changes, Now.read());
    return requests.of(new Command.Publish(ERA, "session", publication)).size();
  }
}
