package dev.bimgate.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.gateway.config.Rate;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The limit, per client address, of calls to Bimplus on behalf of nobody that Bimplus knows: those
 * without credential, and lookups of unknown legacy tokens.
 */
public final class LoginLimit {

  /** Beyond, the address that is seen least often starts with a full bucket again. */
  private static final int MAX_ADDRESSES = 10_000;

  private static final Rate RATE_WHILE_SCARCE = new Rate(1, Duration.ofMinutes(1));

  private final ClientAddresses addresses;
  private final InstantSource clock;
  private final Consumer<LimitedBy> events;
  private final Rate rate;
  private final BooleanSupplier scarce;
  private final Cache<InetAddress, Buckets> buckets;

  private record Buckets(TokenBucket usual, TokenBucket whileScarce) {

    Buckets(Rate rate) {
      this(new TokenBucket(rate), new TokenBucket(RATE_WHILE_SCARCE));
    }
  }

  /** A client before anybody knows whom its calls are for. */
  public interface Sender {

    /** Of a token that an operator asks about: without a limit. */
    Sender OPERATOR =
        new Sender() {
          @Override
          public Object party() {
            return "";
          }

          @Override
          public @Nullable Problem check() {
            return null;
          }
        };

    /** What its calls share connections by: its address, of IPv6 the network. */
    Object party();

    /** Counts a call of this client; the problem if it is one too many, else null. */
    @Nullable Problem check();
  }

  /**
   * With full buckets.
   *
   * @param scarce whether Bimplus allows few further calls without a credential: then each address
   *     may make one a minute
   * @param events hears of each rejected call, on event loops
   */
  public LoginLimit(
      Rate rate,
      BooleanSupplier scarce,
      ClientAddresses addresses,
      InstantSource clock,
      Consumer<LimitedBy> events) {
    this.rate = rate;
    this.scarce = scarce;
    this.addresses = addresses;
    this.clock = clock;
    this.events = events;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            // A bucket is full after one period without a call; none is longer.
            .expireAfterAccess(Duration.ofHours(1))
            // Maintenance takes microseconds, less than handing it to a pool.
            .executor(Runnable::run)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** The client that has sent a request. */
  public Sender of(HttpServerRequest request) {
    return new Sender() {
      @Override
      public Object party() {
        return addresses.networkOf(request);
      }

      @Override
      public @Nullable Problem check() {
        return LoginLimit.this.check(addresses.networkOf(request));
      }
    };
  }

  private @Nullable Problem check(InetAddress network) {
    Buckets its = buckets.get(network, first -> new Buckets(rate));
    TokenBucket bucket = scarce.getAsBoolean() ? its.whileScarce : its.usual;
    long waitMillis = bucket.tryTake(clock.millis());
    if (waitMillis == 0) {
      return null;
    }
    events.accept(LimitedBy.LOGIN);
    return new Problem(
        ProblemType.TOO_MANY_CALLS,
        "Too many logins and unknown legacy tokens came from this address. Retry later.",
        Map.of("Retry-After", Long.toString(RateLimitFields.seconds(waitMillis))));
  }
}
