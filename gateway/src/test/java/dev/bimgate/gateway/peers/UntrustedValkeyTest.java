package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.PeerBench.ANNAS;
import static dev.bimgate.gateway.peers.PeerBench.BENS;
import static dev.bimgate.gateway.peers.PeerBench.FRESH;
import static dev.bimgate.gateway.peers.PeerBench.served;
import static dev.bimgate.gateway.peers.SharedListResult.MISS;
import static dev.bimgate.gateway.peers.SharedListResult.OUTDATED;
import static dev.bimgate.gateway.peers.SharedListResult.REJECTED;
import static dev.bimgate.gateway.peers.SharedListResult.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.byteform.ByteFormException;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.gateway.peers.PeerBench.Gateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Valkey holds may have been written, copied or kept by anybody: it is used only if it counts.
 */
class UntrustedValkeyTest {

  private static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final PeerBench bench = new PeerBench();
  private final Gateway one = bench.gateway();
  private final Gateway other = bench.gateway();

  @Test
  void neitherNamesNorContentOfAListAreSeen() {
    one.share(ANNAS, "[\"secret project\"]");

    String name = bench.valkey.list();

    assertThat(name).matches("bimgate:\\{p}:h:e:l:[A-Za-z0-9_-]{43}");
    assertThat(name + new String(bench.valkey.get(name), StandardCharsets.ISO_8859_1))
        .doesNotContain("anna", "nemetschek", "PROJECTS", "portal", "openid", "login", "secret");
  }

  @Test
  void aListCopiedUnderAnotherUsersNameIsNotServed() {
    // Given
    one.share(ANNAS, "projects of anna");
    byte[] annas = bench.valkey.get(bench.valkey.list());
    one.share(BENS, "projects of ben");
    bench.valkey.names().forEach(name -> bench.valkey.put(name, annas, 60_000));

    // When
    var fetched = other.fetch(BENS);
    other.loaded("projects of ben");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded projects of ben");
    assertThat(other.results).containsExactly(REJECTED, MISS, STORED);
  }

  @Test
  void aListOfAnotherHistoryOfValkeyIsNotServed() {
    // Given
    one.share(ANNAS, "old");
    String name = bench.valkey.list();
    other.log = new AppliedPositions("bimgate:{p}:h2:e:", 0, other.cache.epoch());
    bench.valkey.put(name.replace(":h:", ":h2:"), bench.valkey.get(name), 60_000);

    // When
    var fetched = other.fetch(ANNAS);
    other.loaded("new");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded new");
    assertThat(other.results).startsWith(REJECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 36, 200})
  void aTruncatedListIsNotServed(int length) {
    one.share(ANNAS, "projects");
    String name = bench.valkey.list();
    bench.valkey.put(name, Arrays.copyOf(bench.valkey.get(name), length), 60_000);

    var fetched = other.fetch(ANNAS);
    other.loaded("own");

    assertThat(served(fetched)).isEqualTo("loaded own");
  }

  @Test
  void garbageIsReplacedByTheNextLoad() {
    // Given
    one.share(ANNAS, "old");
    bench.valkey.put(bench.valkey.list(), PeerBench.bytes("garbage"), 60_000);

    // When
    var unused = other.fetch(ANNAS);
    other.loaded("new");

    // Then
    assertThat(other.results).containsExactly(REJECTED, MISS, STORED);
    assertThat(served(one.fetch(ANNAS))).isEqualTo("shared new, 0 s");
  }

  /** Even if a gateway sealed them. */
  @Test
  void moreBytesThanAListMayHaveAreNotServed() throws ByteFormException {
    // Given
    one.share(ANNAS, "short");
    String name = bench.valkey.list();
    byte[] body = new byte[SharedListRules.MAX_BYTES];
    ListResponse response =
        ListResponse.builder(200, body, bench.time.instant()).inOneForm().buildStored();
    var list = new SharedList(0, 0, 60_000, bench.time.millis(), response);
    bench.valkey.put(name, Seals.of(1).seal(name, list.toBytes()), 60_000);

    // When
    var fetched = other.fetch(ANNAS);
    other.loaded("own");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded own");
    assertThat(other.results).startsWith(MISS);
  }

  @Test
  void aListThatIsReplayedAfterAWriteIsNotServed() {
    // Given
    one.share(ANNAS, "old");
    String name = bench.valkey.list();
    byte[] old = bench.valkey.get(name);
    List.of(one, other).forEach(Gateway::applyWrite);
    one.share(ANNAS, "new");

    // When
    bench.valkey.put(name, old, 60_000);
    var fetched = other.fetch(ANNAS);
    other.loaded("newest");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded newest");
    assertThat(other.results).startsWith(OUTDATED);
  }

  /** By the clocks of the two gateways, which may differ by the minute. */
  @Test
  void aListThatIsReplayedLaterIsNotServedBeyondItsLifetimeAndAMinute() {
    // Given
    one.share(ANNAS, "old");
    String name = bench.valkey.list();
    byte[] old = bench.valkey.get(name);

    // When
    bench.time.advance(FRESH.plus(TOLERANCE).minus(INSTANT));
    bench.valkey.put(name, old, FRESH.toMillis());
    var last = other.fetch(ANNAS, HOUR, null);
    bench.time.advance(INSTANT);
    var next = other.fetch(ANNAS, HOUR, null);

    // Then: what is left of its lifetime is a millisecond
    assertThat(served(last)).isEqualTo("shared old, 59 s");
    assertThat(served(next)).isEqualTo("waits");
    assertThat(other.results).endsWith(OUTDATED, MISS);
  }

  @ParameterizedTest
  @ValueSource(longs = {60_001, 600_000, Long.MAX_VALUE / 2})
  void aListThatValkeyWouldKeepForLongerIsNotServed(long millis) {
    one.share(ANNAS, "projects");
    String name = bench.valkey.list();
    bench.valkey.put(name, bench.valkey.get(name), millis);

    var fetched = other.fetch(ANNAS);
    other.loaded("own");

    assertThat(served(fetched)).isEqualTo("loaded own");
    assertThat(other.results).startsWith(OUTDATED);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedReplyLeadsToALoad(List<String> reply) {
    bench.valkey.reply = reply;

    var fetched = one.fetch(ANNAS);
    one.loaded("own");

    assertThat(served(fetched)).isEqualTo("loaded own");
  }

  static Stream<List<String>> malformed() {
    return Stream.of(
        List.of(),
        List.of(""),
        List.of("list"),
        List.of("list", "bytes"),
        List.of("list", "bytes", "soon"),
        List.of("list", "bytes", "1", "more"),
        List.of("something else"));
  }

  /** It answers each time with something else. */
  @Test
  void aValkeyThatGivesNoUsableListIsNotAskedForever() {
    // Given
    one.share(ANNAS, "projects");
    String name = bench.valkey.list();
    bench.valkey.changing = name;

    // When
    var fetched = other.fetch(ANNAS);
    other.loaded("own");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded own");
    assertThat(other.results).containsOnly(REJECTED).hasSize(4);
  }
}
