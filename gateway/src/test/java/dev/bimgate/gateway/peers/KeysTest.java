package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names and values that the gateways share in Valkey. */
class KeysTest {

  private static final Era ERA = new Era("h", "e-2000");

  private final Keys keys = new Keys("bimgate:{p}:");

  @Test
  void namesHaveHistoryAndEra() {
    assertThat(keys.registry("h")).isEqualTo("bimgate:{p}:h:m");
    assertThat(keys.log(ERA)).isEqualTo("bimgate:{p}:h:e-2000:d");
    assertThat(keys.acknowledgements(ERA, "s")).isEqualTo("bimgate:{p}:h:e-2000:a:s");
    assertThat(keys.rules(Keys.OPERATOR_RULES)).isEqualTo("bimgate:{p}:x:o");
  }

  @Test
  void positionsCountTheEntriesFromOne() {
    assertThat(Keys.idAt(0)).isEqualTo("0-0");
    assertThat(Keys.idAt(1)).isEqualTo("1-0");
    assertThat(Keys.positionOf("1-0")).isEqualTo(1);
    assertThatThrownBy(() -> Keys.positionOf("2-0")).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void aRegistryIsReadFromItsHash() {
    Registry registry =
        Registry.of(Map.of("era", "e-2000", "n:e-2000", "5", "n:old-2000", "9", "s", "3"));

    assertThat(registry).isEqualTo(new Registry("e-2000", 5, Map.of("s", 3L)));
  }

  @Test
  void anEmptyHashIsALostRegistry() {
    assertThat(Registry.of(Map.of())).isEqualTo(new Registry("", 0, Map.of()));
  }

  @Test
  void anEraHasTheLeaseOfItsFirstMember() {
    String name = Era.newName("s1", new Timing(OneMember.LEASE));

    assertThat(new Era("h", name).timing()).contains(new Timing(OneMember.LEASE));
  }
}
