package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the events of the client. */
final class RecordedEvents implements UpstreamEvents {

  final List<String> finished = new CopyOnWriteArrayList<>();
  final List<Duration> poolWaits = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final List<RetryResult> retries = new CopyOnWriteArrayList<>();
  final List<CallClass> held = new CopyOnWriteArrayList<>();
  final List<String> rejected = new CopyOnWriteArrayList<>();
  final List<String> breakers = new CopyOnWriteArrayList<>();
  private final Promise<Void> firstFinished = Promise.promise();
  private final Promise<Void> firstClosed = Promise.promise();

  @Override
  public void finished(UpstreamOperation operation, UpstreamOutcome outcome, Duration elapsed) {
    finished.add(operation + " " + outcome);
    firstFinished.tryComplete();
  }

  @Override
  public void poolWait(Duration waited) {
    poolWaits.add(waited);
  }

  @Override
  public void connectionOpened() {
    opened.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    firstClosed.tryComplete();
  }

  @Override
  public void connectionTaken(CallClass callClass) {
    held.add(callClass);
  }

  @Override
  public void connectionReturned(CallClass callClass) {
    held.remove(callClass);
  }

  @Override
  public void rejected(CallClass callClass, UpstreamFailure failure) {
    rejected.add(callClass + " " + failure);
  }

  @Override
  public void breakerOpened(CallClass breaker) {
    breakers.add(breaker + " opened");
  }

  @Override
  public void breakerClosed(CallClass breaker) {
    breakers.add(breaker + " closed");
  }

  @Override
  public void retried(RetryResult result) {
    retries.add(result);
  }

  Future<Void> firstFinished() {
    return firstFinished.future();
  }

  Future<Void> firstClosed() {
    return firstClosed.future();
  }
}
