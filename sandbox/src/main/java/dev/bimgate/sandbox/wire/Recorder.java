package dev.bimgate.sandbox.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Every request that reached one of the two servers, oldest first; bounded. */
public final class Recorder {

  private final int capacity;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<RecordedRequest> requests = new ArrayDeque<>();

  public Recorder(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  /** What was recorded so far, oldest first. */
  public List<RecordedRequest> all() {
    return matching(Requests.any());
  }

  /** The recorded requests for which the condition holds, oldest first. */
  public List<RecordedRequest> matching(Predicate<? super RecordedRequest> condition) {
    lock.lock();
    try {
      List<RecordedRequest> found = new ArrayList<>();
      for (RecordedRequest request : requests) {
        if (condition.test(request)) {
          found.add(request);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** How many recorded requests the condition holds for. */
  public int count(Predicate<? super RecordedRequest> condition) {
    return matching(condition).size();
  }

  /** The latest request for which the condition holds. */
  public RecordedRequest last(Predicate<? super RecordedRequest> condition) {
    List<RecordedRequest> found = matching(condition);
    if (found.isEmpty()) {
      throw new IllegalStateException("no such request was recorded: " + all());
    }
    return found.get(found.size() - 1);
  }

  /**
   * Waits until at least that many requests meet the condition; returns at once when they do.
   *
   * <p>It looks again when a request arrives, when its body is complete and when it ends.
   *
   * @throws IllegalStateException when they do not in that time
   */
  public List<RecordedRequest> await(
      Predicate<? super RecordedRequest> condition, int atLeast, Duration longest) {
    long nanosLeft = longest.toNanos();
    lock.lock();
    try {
      List<RecordedRequest> found = matching(condition);
      while (found.size() < atLeast) {
        if (nanosLeft <= 0) {
          throw new IllegalStateException(
              "waited " + longest + " for " + atLeast + " requests and saw " + found.size());
        }
        nanosLeft = changed.awaitNanos(nanosLeft);
        found = matching(condition);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for requests", e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits up to ten seconds for one request that meets the condition. */
  public RecordedRequest await(Predicate<? super RecordedRequest> condition) {
    return await(condition, 1, Duration.ofSeconds(10)).get(0);
  }

  /** Waits until a request recorded before has ended, one way or the other. */
  public RecordedRequest awaitEnd(RecordedRequest request, Duration longest) {
    await(other -> other == request && other.state() != RecordedRequest.State.OPEN, 1, longest);
    return request;
  }

  /** Forgets what was recorded so far. */
  public void clear() {
    lock.lock();
    try {
      requests.clear();
    } finally {
      lock.unlock();
    }
  }

  RecordedRequest record(
      RecordedRequest.Server server,
      String method,
      String target,
      List<Map.Entry<String, String>> fields,
      Optional<String> user) {
    Instant now = clock.instant();
    RecordedRequest request =
        new RecordedRequest(server, method, target, fields, user, now, this::signal);
    lock.lock();
    try {
      if (requests.size() == capacity) {
        requests.removeFirst();
      }
      requests.addLast(request);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return request;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
