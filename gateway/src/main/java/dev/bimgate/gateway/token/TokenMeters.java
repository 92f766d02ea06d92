package dev.bimgate.gateway.token;

import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.observe.ConnectionFailures;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Counts verifications and key fetches; logs why a fetch brings no keys, and at DEBUG why a token
 * was rejected.
 */
public final class TokenMeters implements TokenEvents {

  private static final Logger LOG = Logger.getLogger(TokenMeters.class.getPackageName());

  private final ConnectionFailures failures = new ConnectionFailures(LOG, "issuer");
  private final MeterRegistry registry;
  private final Counter accepted;
  private final Counter stayed;
  private final EnumTable<RejectionReason, Counter> rejected;
  private final EnumTable<KeyFetch, Counter> fetches;

  public TokenMeters(MeterRegistry registry) {
    this.registry = registry;
    this.accepted = verifications("accepted");
    this.stayed = verifications("accepted_stale");
    this.rejected =
        new EnumTable<>(RejectionReason.class, cause -> verifications(Labels.of(cause)));
    this.fetches =
        new EnumTable<>(
            KeyFetch.class,
            result ->
                Counter.builder("gateway.token.key.fetches")
                    .description("Fetches of the issuer's keys, by result")
                    .tag("result", Labels.of(result))
                    .register(registry));
  }

  /** Registers the gauge of cached tokens. */
  public void watch(TokenGate gate) {
    Gauge.builder("gateway.token.remembered", gate, TokenGate::remembered)
        .description("Verified tokens in the cache")
        .register(registry);
  }

  @Override
  public void verified() {
    accepted.increment();
  }

  @Override
  public void rejected(RejectionReason cause) {
    rejected.get(cause).increment();
  }

  @Override
  public void explained(Supplier<String> words) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(words.get());
    }
  }

  @Override
  public void stayed() {
    stayed.increment();
  }

  @Override
  public void issuerUnreachable(Throwable cause) {
    failures.failed(cause);
  }

  @Override
  public void keysFetched(KeyFetch result) {
    fetches.get(result).increment();
    if (result == KeyFetch.SUCCEEDED) {
      failures.opened();
    } else if (result != KeyFetch.UNREACHABLE) {
      failures.log("no keys from issuer: " + Labels.of(result));
    }
  }

  private Counter verifications(String result) {
    return Counter.builder("gateway.token.verifications")
        .description("Tokens verified or rejected; a cached token is not verified again")
        .tag("result", result)
        .register(registry);
  }
}
