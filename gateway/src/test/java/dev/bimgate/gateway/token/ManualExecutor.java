package dev.bimgate.gateway.token;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor with a bounded queue whose tasks the test runs. */
public final class ManualExecutor extends AbstractExecutorService {

  final Queue<Runnable> tasks = new ArrayDeque<>();
  private final int room;

  public ManualExecutor(int room) {
    this.room = room;
  }

  @Override
  public void execute(Runnable task) {
    if (tasks.size() >= room) {
      throw new RejectedExecutionException();
    }
    tasks.add(task);
  }

  public void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
