package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptGateTest {

  private final AcceptGate gate = new AcceptGate();
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final List<String> happened = new ArrayList<>();

  @Test
  void aConnectionIsInitializedAtOnce() {
    gate.pass(connection, () -> happened.add("initialized"));

    assertThat(happened).containsExactly("initialized");
  }

  @Test
  void whileCertificatesAreReplacedAConnectionWaitsUnread() {
    gate.whileClosed(
        () -> {
          gate.pass(connection, () -> happened.add("initialized"));
          connection.runPendingTasks();
          happened.add("replaced");
          assertThat(connection.config().isAutoRead()).isFalse();
        });
    connection.runPendingTasks();

    assertThat(happened).containsExactly("replaced", "initialized");
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  void aFailureOpensTheGateAgain() {
    try {
      gate.whileClosed(
          () -> {
            throw new IllegalStateException("no certificates");
          });
    } catch (IllegalStateException expected) {
      happened.add("failed");
    }
    gate.pass(connection, () -> happened.add("initialized"));

    assertThat(happened).containsExactly("failed", "initialized");
  }

  @Test
  void noConnectionWaitsLongerThanFiveSeconds() {
    connection.freezeTime();
    gate.whileClosed(
        () -> {
          gate.pass(connection, () -> happened.add("initialized"));
          pass(4_999);
          happened.add("waits");
          pass(1);
          happened.add("not replaced yet");
        });

    assertThat(happened).containsExactly("waits", "initialized", "not replaced yet");
  }

  @Test
  void whatWasHeldBeforeOpensNoLaterGate() {
    connection.freezeTime();
    gate.whileClosed(() -> gate.pass(connection, () -> happened.add("first")));
    connection.runPendingTasks();
    EmbeddedChannel later = new EmbeddedChannel();
    gate.whileClosed(
        () -> {
          gate.pass(later, () -> happened.add("second"));
          pass(5_000);
          later.runPendingTasks();
          happened.add("replaced");
        });
    later.runPendingTasks();

    assertThat(happened).containsExactly("first", "replaced", "second");
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }
}
