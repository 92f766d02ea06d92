package dev.bimgate.deployment.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All callers at once, each on a thread of their own. */
final class Callers {

  private final ExecutorService threads;
  private final ScheduledExecutorService timers;
  private final List<RandomCalls> all = new ArrayList<>();

  Callers(ExecutorService threads, ScheduledExecutorService timers) {
    this.threads = threads;
    this.timers = timers;
  }

  void add(RandomCalls caller) {
    all.add(caller);
  }

  int count() {
    return all.size();
  }

  /**
   * Lets everybody call for so long.
   *
   * @param everySecond runs meanwhile, time and again
   */
  void callFor(Duration duration, Runnable everySecond) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    var unused = timers.schedule(over::countDown, duration.toMillis(), TimeUnit.MILLISECONDS);
    List<Callable<Void>> tasks = each(caller -> caller.runUntil(over));
    tasks.add(
        () -> {
          while (!over.await(1, TimeUnit.SECONDS)) {
            everySecond.run();
          }
          return null;
        });
    together(tasks);
  }

  /** No server is at fault: now the gateway has no excuse, and must answer everybody rightly. */
  void expectAllIsWell() throws Exception {
    all.forEach(caller -> caller.caller().fair(true));
    together(each(RandomCalls::expectFreshLists));
    together(each(RandomCalls::expectWritesAndStreams));
    all.forEach(caller -> caller.caller().fair(false));
  }

  /** One of them makes a write that concerns every list. */
  void dropAllLists() {
    all.get(0).dropAllLists();
  }

  /** Whether all have tokens that these keys signed. */
  boolean haveKeys(int generation) {
    return all.stream().allMatch(caller -> caller.caller().keyGeneration() == generation);
  }

  private interface Task {
    void run(RandomCalls caller) throws Exception;
  }

  private List<Callable<Void>> each(Task task) {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (RandomCalls caller : all) {
      tasks.add(
          () -> {
            task.run(caller);
            return null;
          });
    }
    return tasks;
  }

  private void together(List<Callable<Void>> tasks) throws Exception {
    for (Future<Void> task : threads.invokeAll(tasks)) {
      task.get();
    }
  }
}
