package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.Validators;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An hour in which clients poll ten lists every ten seconds, each time through any gateway, by a
 * manual clock. Lists do not change; a 304 is a call.
 */
class PollingHourTest {

  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int LISTS = 10;

  /** As the vendor's SDK sends it, and as others do. */
  private static final List<LookupOptions> DIRECTIVES =
      List.of(LookupOptions.DEFAULTS.withRevalidation(), LookupOptions.DEFAULTS);

  static Stream<Arguments> directives() {
    return DIRECTIVES.stream()
        .flatMap(options -> IntStream.of(3, 5).mapToObj(count -> Arguments.of(options, count)));
  }

  @ParameterizedTest
  @MethodSource("directives")
  void severalGatewaysCallAsOftenAsOne(LookupOptions options, int gateways) {
    Hour ofOne = new Hour(1).poll(options);

    Hour ofSeveral = new Hour(gateways).poll(options);

    System.out.printf(
        "a polling hour, %s: %d calls through one gateway, %d through %d%n",
        options.isDemanding() ? "no-cache" : "without directives",
        ofOne.calls,
        ofSeveral.calls,
        gateways);
    assertThat(ofSeveral.lists).isEqualTo(LISTS * HOUR.dividedBy(POLL));
    assertThat(ofSeveral.calls).isLessThanOrEqualTo((int) (ofOne.calls * 1.05));
  }

  /** Gateways that poll one Bimplus. */
  private static final class Hour {

    private final PeerBench bench = new PeerBench();
    private final List<PeerBench.Gateway> gateways;

    /** Any number will do: it says which gateway a poll goes through. */
    private final SplittableRandom random = new SplittableRandom(1);

    private int calls;
    private long lists;

    Hour(int count) {
      gateways = Stream.generate(bench::gateway).limit(count).toList();
    }

    Hour poll(LookupOptions options) {
      for (long poll = 0; poll < HOUR.dividedBy(POLL); poll++) {
        for (int list = 0; list < LISTS; list++) {
          read(gateways.get(random.nextInt(gateways.size())), "user-" + list, options);
        }
        bench.time.advance(POLL);
      }
      return this;
    }

    private void read(PeerBench.Gateway gateway, String user, LookupOptions options) {
      CacheKey key = PeerBench.key(user);
      LookupResult<String> result =
          gateway.cache.lookup(key, options, new Load(gateway, key, options)).join();
      lists += result instanceof LookupResult.Found<String> ? 1 : 0;
    }

    /** As a gateway fetches lists: from a peer, or else from Bimplus. */
    private final class Load implements Origin<String> {

      private final PeerBench.Gateway gateway;
      private final CacheKey key;
      private final Duration maxAge;

      Load(PeerBench.Gateway gateway, CacheKey key, LookupOptions options) {
        this.gateway = gateway;
        this.key = key;
        this.maxAge = options.isDemanding() ? PeerBench.FRESH : HOUR;
      }

      @Override
      public CompletionStage<OriginResponse<String>> fetch(@Nullable ListResponse known) {
        SharedLists.Wanted wanted =
            new SharedLists.Wanted(key, PeerBench.CONFIGURED, maxAge, known);
        return gateway
            .lists
            .fetch(wanted, () -> Future.succeededFuture(call(known)))
            .toCompletionStage();
      }

      private OriginResponse<String> call(@Nullable ListResponse known) {
        calls++;
        return known == null
            ? new OriginResponse.Complete<>(
                bench.list("[]").validators(new Validators("\"a-tag\"", null)).buildStored())
            : new OriginResponse.NotModified<>(
                List.of(), bench.time.instant(), Duration.ZERO, Cacheability.CONFIGURED);
      }

      @Override
      public Headers request() {
        return name -> List.of();
      }
    }
  }
}
