package dev.bimgate.gateway.protocol;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Holds accepted connections while certificates are replaced: Vert.x 4.5.27 closes a connection for
 * which it then has none ({@code TCPServerBase.updateSSLOptions}). Nothing of it is read meanwhile.
 */
final class AcceptGate {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<Runnable> held = new ArrayList<>();
  private boolean closed;

  /** Initializes a connection, at once or when the gate is open; on its event loop. */
  void pass(Channel connection, Runnable initializer) {
    lock.readLock().lock();
    try {
      if (!closed) {
        connection.config().setAutoRead(true);
        initializer.run();
        return;
      }
    } finally {
      lock.readLock().unlock();
    }
    hold(connection, initializer);
  }

  private void hold(Channel connection, Runnable initializer) {
    connection.config().setAutoRead(false);
    lock.writeLock().lock();
    try {
      if (closed) {
        held.add(() -> connection.eventLoop().execute(() -> pass(connection, initializer)));
        return;
      }
    } finally {
      lock.writeLock().unlock();
    }
    pass(connection, initializer);
  }

  /** Runs an action while no connection is initialized. */
  void whileClosed(Runnable action) {
    set(true);
    try {
      action.run();
    } finally {
      set(false);
    }
  }

  private void set(boolean toClosed) {
    lock.writeLock().lock();
    try {
      closed = toClosed;
      if (!toClosed) {
        held.forEach(Runnable::run);
        held.clear();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
