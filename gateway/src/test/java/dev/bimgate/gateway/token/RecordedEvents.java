package dev.bimgate.gateway.token;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records events, and lets a test wait for the end of a fetch. */
public final class RecordedEvents implements TokenEvents {

  public final AtomicInteger verified = new AtomicInteger();
  public final AtomicInteger stayed = new AtomicInteger();
  public final List<RejectionReason> rejected = new CopyOnWriteArrayList<>();
  public final BlockingQueue<KeyFetch> fetches = new LinkedBlockingQueue<>();

  @Override
  public void verified() {
    verified.incrementAndGet();
  }

  @Override
  public void rejected(RejectionReason cause) {
    rejected.add(cause);
  }

  @Override
  public void stayed() {
    stayed.incrementAndGet();
  }

  @Override
  public void keysFetched(KeyFetch result) {
    fetches.add(result);
  }

  /** The result of the next fetch, or null if none ends. */
  @Nullable
  public KeyFetch nextFetch() throws InterruptedException {
    return fetches.poll(30, SECONDS);
  }
}
