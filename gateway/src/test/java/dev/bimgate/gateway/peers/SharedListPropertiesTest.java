package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.ListResponse;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever Valkey says, and whatever the clocks show: the age of a list is within bounds. */
class SharedListPropertiesTest {

  private static final String SEED = "20261129";
  private static final ListResponse RESPONSE =
      ListResponse.builder(200, PeerBench.bytes("[]"), HandTime.START).buildStored();

  @Property(seed = SEED)
  void aListThatIsServedIsWithinItsLifetime(
      @ForAll @LongRange(min = 0, max = 1_000_000) long ageMillis,
      @ForAll @LongRange(min = 1, max = 1_000_000) long freshMillis,
      @ForAll @LongRange(min = -10, max = 1_000_010) long leftMillis,
      @ForAll @LongRange(min = -100_000, max = 1_100_000) long storedForMillis) {
    long now = HandTime.START.toEpochMilli();
    SharedList list = new SharedList(1, ageMillis, freshMillis, now - storedForMillis, RESPONSE);

    Optional<Duration> age = list.age(leftMillis, now);

    age.ifPresent(
        of ->
            assertThat(of.toMillis())
                .isBetween(ageMillis + freshMillis - leftMillis, ageMillis + freshMillis - 1)
                .isGreaterThanOrEqualTo(
                    ageMillis + storedForMillis - SharedList.CLOCK_TOLERANCE_MILLIS));
  }

  @Property(seed = SEED)
  void aListIsServedByTheTimeThatValkeyLeavesItIfTheClocksAgree(
      @ForAll @LongRange(min = 0, max = 1_000_000) long ageMillis,
      @ForAll @LongRange(min = 1, max = 1_000_000) long freshMillis,
      @ForAll @LongRange(min = 0, max = 1_000_000) long sinceStored,
      @ForAll @LongRange(min = -60_000, max = 59_999) long clocksDiffer) {
    long leftMillis = freshMillis - sinceStored % freshMillis;
    long now = HandTime.START.toEpochMilli();
    long storedAt = now - sinceStored % freshMillis + clocksDiffer;
    SharedList list = new SharedList(1, ageMillis, freshMillis, storedAt, RESPONSE);

    assertThat(list.age(leftMillis, now))
        .contains(Duration.ofMillis(ageMillis + freshMillis - leftMillis));
  }
}
