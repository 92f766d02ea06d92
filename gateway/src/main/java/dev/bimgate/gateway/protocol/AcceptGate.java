package dev.bimgate.gateway.protocol;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jboss.logging.Logger;

/**
 * Holds accepted connections while certificates are replaced: Vert.x 4.5.27 closes a connection for
 * which it then has none ({@code TCPServerBase.updateSSLOptions}). Nothing of it is read meanwhile.
 * None is held longer than 5 s, as Quarkus waits for its servers without a limit.
 */
final class AcceptGate {

  private static final Logger LOG = Logger.getLogger(AcceptGate.class);

  /** Making the context of a certificate takes milliseconds. */
  private static final long LONGEST_SECONDS = 5;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<Runnable> held = new ArrayList<>();
  private boolean closed;
  private int closings;

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
        if (held.isEmpty()) {
          int present = closings;
          connection
              .eventLoop()
              .schedule(() -> openLate(present), LONGEST_SECONDS, TimeUnit.SECONDS);
        }
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
    close();
    try {
      action.run();
    } finally {
      open();
    }
  }

  private void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      closings++;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void open() {
    lock.writeLock().lock();
    try {
      closed = false;
      held.forEach(Runnable::run);
      held.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void openLate(int closing) {
    lock.writeLock().lock();
    try {
      if (closed && closing == closings) {
        LOG.warnf(
            "certificates not replaced within %d s: connections are accepted meanwhile",
            LONGEST_SECONDS);
        open();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
