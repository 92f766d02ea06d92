package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.revocation.DenyRule;
import dev.bimgate.gateway.token.revocation.Revocations;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Denials one after the other, while threads send the tokens of all sessions without a pause. */
class RevocationRaceTest {

  private static final int SESSIONS = 60;
  private static final int READERS = 4;

  private static final TestKey KEY = TestKey.rsa("key");

  private final AtomicIntegerArray denied = new AtomicIntegerArray(SESSIONS);
  private final AtomicLong shown = new AtomicLong();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  /**
   * Each token is sent before, while and after it is denied: cached, being verified for the first
   * time, or joined to a verification that others began.
   */
  @Test
  void aTokenSentAfterItsDenialHasReturnedIsRejected() throws Exception {
    try (TestGate world = new TestGate(TestGate.RULES, KEY)) {
      world.fetchKeys();
      Revocations revocations = world.gate.revocations(drop -> {}, new LonePeers(drop -> {}));
      List<String> fields = IntStream.range(0, SESSIONS).mapToObj(this::field).toList();
      ExecutorService readers = Executors.newFixedThreadPool(READERS);
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        reading.add(readers.submit(() -> readUntilAllAreDenied(world.gate, fields)));
      }

      for (int i = 0; i < SESSIONS; i++) {
        awaitShown(i * 20L);
        DenyRule rule = new DenyRule.OfSession("session-" + i);
        revocations.deny(rule, world.clock.instant());
        denied.set(i, 1);
      }
      for (Future<?> reader : reading) {
        reader.get(60, TimeUnit.SECONDS);
      }
      readers.shutdown();

      assertThat(broken).isEmpty();
    }
  }

  /** So that denials and requests interleave, the first ones during first verifications. */
  private void awaitShown(long times) {
    while (shown.get() < times) {
      Thread.yield();
    }
  }

  private String field(int session) {
    return "Bearer "
        + TestToken.by(KEY)
            .claim("sid", "session-" + session)
            .claim("jti", "token-" + session)
            .signed();
  }

  /** One round more after the last denial, so that each token is sent after its own. */
  private @Nullable Void readUntilAllAreDenied(TokenGate gate, List<String> fields) {
    boolean last = false;
    while (true) {
      for (int i = 0; i < SESSIONS; i++) {
        boolean before = denied.get(i) == 1;
        AuthenticationResult result =
            await(gate.authenticate(List.of(fields.get(i))).toCompletableFuture());
        shown.incrementAndGet();
        if (before && result instanceof AuthenticationResult.Authenticated) {
          broken.add(fields.get(i));
        }
      }
      if (last) {
        return null;
      }
      last = denied.get(SESSIONS - 1) == 1;
    }
  }
}
