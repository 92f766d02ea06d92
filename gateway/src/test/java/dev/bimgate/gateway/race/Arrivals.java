package dev.bimgate.gateway.race;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Counts the requests that have passed the gateway's stages, or wait in one of them. */
@Singleton
public class Arrivals {

  private static final int BEFORE_THE_GATEWAY = -1_000;

  private final AtomicInteger count = new AtomicInteger();

  void watch(@Observes Router router) {
    router
        .route()
        .order(BEFORE_THE_GATEWAY)
        .handler(
            routing -> {
              routing.next();
              // With a verified token in memory all stages up to the list have been passed by now.
              count.incrementAndGet();
            });
  }

  public void reset() {
    count.set(0);
  }

  public void await(int atLeast) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count.get() >= atLeast);
  }
}
