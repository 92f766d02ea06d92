package dev.bimgate.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.context.http.BoundedBody;
import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactingStreamTest {

  private static final int ENOUGH_TO_OPEN = 20;
  private static final String SECRET = "\"teamWorksConnection\":\"secret\"";

  private final FakeUpstream upstream = new FakeUpstream();
  private final Queue<Runnable> laterTurns = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private final RedactingStream stream = stream(null);

  private RedactingStream stream(@Nullable String coding) {
    RedactingBody body =
        RedactingBody.of(BodyKind.JSON, coding, Set.of("teamWorksConnection")).orElseThrow();
    return new RedactingStream(upstream, body, laterTurns::add)
        .handler(piece -> events.add(piece.toString()))
        .endHandler(end -> events.add("END"))
        .exceptionHandler(failure -> events.add(failure.getMessage()));
  }

  @Test
  void nothingIsReadBeforeItIsOpened() {
    assertThat(upstream.asked()).isZero();
  }

  @Test
  void aShortDocumentOpensWhenItIsComplete() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);

    upstream.send("{\"id\":1,");
    upstream.send(SECRET + "}");
    assertThat(opened.isComplete()).isFalse();
    upstream.end();

    assertThat(opened.succeeded()).isTrue();
    assertThat(stream.lengthIfComplete()).isEqualTo(OptionalLong.of("{\"id\":1}".length()));
    assertThat(events).isEmpty();
    stream.resume();
    assertThat(events).containsExactly("{\"id\":1}", "END");
  }

  @Test
  void aShortMalformedDocumentFailsToOpen() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);

    upstream.send("{\"id\":1,secret");

    assertThat(opened.cause())
        .isInstanceOfSatisfying(
            MalformedBodyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_JSON));
    stream.resume();
    assertThat(events).isEmpty();
  }

  @Test
  void aShortTruncatedDocumentFailsToOpen() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);

    upstream.send("{\"id\":1");
    upstream.end();

    assertThat(opened.cause()).isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void upstreamBreakingEarlyFailsToOpen() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);
    IOException broken = new IOException("broken");

    upstream.send("{\"id\":1");
    upstream.fail(broken);

    assertThat(opened.cause()).isSameAs(broken);
  }

  @Test
  void aLongDocumentOpensWhenThereIsEnough() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);

    upstream.send("[\"" + "a".repeat(ENOUGH_TO_OPEN - 3));
    assertThat(opened.isComplete()).isFalse();
    upstream.send("a");

    assertThat(opened.succeeded()).isTrue();
    assertThat(stream.lengthIfComplete()).isEmpty();
    assertThat(upstream.asked()).as("asked for more before anybody reads").isZero();
  }

  @Test
  void removedBytesDoNotCountTowardsOpening() {
    Future<Void> opened = stream.open(ENOUGH_TO_OPEN);

    upstream.send("[{\"teamWorksConnection\":\"" + "s".repeat(1000));

    assertThat(opened.isComplete()).isFalse();
    assertThat(upstream.asked()).isEqualTo(1);
  }

  @Test
  void aPausedStreamRequestsNothingOfUpstream() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));

    stream.resume();
    assertThat(upstream.asked()).isEqualTo(1);
    stream.pause();
    upstream.send("bbb");

    assertThat(upstream.asked()).isZero();
    assertThat(events).containsExactly("[\"" + "a".repeat(ENOUGH_TO_OPEN));
    stream.resume();
    assertThat(events).last().isEqualTo("bbb");
    assertThat(upstream.asked()).isEqualTo(1);
  }

  @Test
  void upstreamIsFetchedOnceUntilItDelivers() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));

    stream.resume();
    stream.pause();
    stream.resume();

    assertThat(upstream.asked()).isEqualTo(1);
  }

  @Test
  void fetchedPiecesComeOneByOne() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));

    stream.fetch(2);
    assertThat(events).hasSize(1);
    upstream.send("b");
    assertThat(events).hasSize(2);

    assertThat(upstream.asked()).isZero();
    stream.fetch(1);
    assertThat(upstream.asked()).isEqualTo(1);
  }

  @Test
  void theEndWaitsForDemand() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN) + "\"]");
    upstream.end();
    assertThat(events).isEmpty();

    stream.fetch(1);
    assertThat(events).hasSize(1);
    stream.fetch(1);

    assertThat(events).last().isEqualTo("END");
  }

  @Test
  void aHandlerMayPauseFromWithin() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));
    stream.handler(
        piece -> {
          events.add(piece.toString());
          stream.pause();
        });

    stream.resume();
    assertThat(events).hasSize(1);
    assertThat(upstream.asked()).isZero();
    stream.resume();
    upstream.send("b\"]");
    upstream.end();
    assertThat(events).hasSize(2).last().isEqualTo("b\"]");
    stream.resume();
    assertThat(events).hasSize(3).last().isEqualTo("END");
  }

  @Test
  void aDocumentThatBreaksLaterFailsOnceAndDoesNotEnd() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN) + "\"");
    stream.resume();
    events.clear();

    upstream.send(",secret");
    upstream.end();
    upstream.fail(new IOException("broken"));

    assertThat(events).containsExactly("body of upstream: not JSON");
    assertThat(upstream.asked()).isZero();
  }

  @Test
  void upstreamBreakingLaterFailsTheStream() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));
    stream.resume();
    events.clear();

    upstream.fail(new IOException("broken"));

    assertThat(events).containsExactly("broken");
  }

  @Test
  void aConnectionThatBreaksBehindTheEndTakesNothing() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN) + "\"]");
    upstream.end();
    upstream.fail(new IOException("broken"));

    stream.resume();

    assertThat(events).hasSize(2).last().isEqualTo("END");
  }

  @Test
  void aFailureBeforeThereIsAHandlerIsReportedLater() {
    stream.exceptionHandler(null);
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));
    upstream.fail(new IOException("broken"));

    stream.exceptionHandler(failure -> events.add(failure.getMessage()));

    assertThat(events).containsExactly("broken");
  }

  /**
   * The reader of the beginning is done; only the one that sends the rest can report it to the
   * client.
   */
  @Test
  void aFailureBehindALongBeginningIsReportedToTheReaderOfTheRest() {
    Future<Void> opened = stream.open(1);
    upstream.send("[1,");
    assertThat(opened.succeeded()).isTrue();
    Future<BoundedBody> beginning = BoundedBody.read(stream, 1);
    assertThat(beginning.result().whole()).isFalse();

    upstream.fail(new IOException("broken"));
    stream.exceptionHandler(failure -> events.add(failure.getMessage()));

    assertThat(events).containsExactly("broken");
  }

  @Test
  void aClosedStreamIsSilent() {
    openWith("[\"" + "a".repeat(ENOUGH_TO_OPEN));
    stream.resume();
    events.clear();

    stream.close();
    upstream.send("b");
    upstream.end();
    upstream.fail(new IOException("broken"));

    assertThat(events).isEmpty();
  }

  @Test
  void aBombIsInflatedOnlyWhileSomebodyReadsAndInTurns() {
    RedactingStream inflating = stream("gzip");
    Future<Void> opened = inflating.open(ENOUGH_TO_OPEN);
    upstream.send(Buffer.buffer(Gzip.member("[" + " ".repeat(1_000_000) + "]")));
    upstream.end();

    assertThat(opened.succeeded()).isTrue();
    inflating.fetch(1);
    assertThat(events).singleElement().matches(piece -> piece.length() <= RedactingBody.STEP_BYTES);
    inflating.resume();
    assertThat(laterTurns).as("the rest waits for its turn").hasSize(1);
    while (!laterTurns.isEmpty()) {
      laterTurns.remove().run();
    }

    assertThat(events).last().isEqualTo("END");
    assertThat(events.stream().mapToInt(String::length).sum())
        .isEqualTo(1_000_002 + "END".length());
  }

  private void openWith(String beginning) {
    stream.open(ENOUGH_TO_OPEN);
    upstream.send(beginning);
  }
}
