package dev.bimgate.gateway.drain;

import dev.bimgate.gateway.config.GatewaySettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The signals that shut the gateway down: SIGTERM or SIGINT starts the drain, after which the
 * process exits with code 0; a second one exits at once with 128 and its number.
 *
 * <p>Without this the JVM would run Quarkus's shutdown hook, which never rejects new requests and
 * resets nothing at its end; a second signal would do nothing, and the exit code would be 143.
 */
@Singleton
class ShutdownSignals {

  private static final Logger LOG = Logger.getLogger(ShutdownSignals.class);
  private static final int EXIT_CODE_OF_SIGNALS = 128;

  private final Drain drain;
  private final GatewaySettings.Drain settings;
  private final AtomicBoolean ending = new AtomicBoolean();

  ShutdownSignals(Drain drain, GatewaySettings settings) {
    this.drain = drain;
    this.settings = settings.drain();
  }

  /** In tests and in development the process belongs to others. */
  void listen(@Observes StartupEvent started) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      List.of("TERM", "INT").forEach(this::listenTo);
    }
  }

  /**
   * By reflection: a runtime may lack the module {@code jdk.unsupported}, and javac's warning about
   * its classes cannot be switched off. Java has no other way to handle a signal.
   */
  private void listenTo(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      int number = (int) signal.getMethod("getNumber").invoke(named(signal, name));
      InvocationHandler onCall =
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == handler) {
              received(number);
              return null;
            }
            return method.invoke(this, arguments);
          };
      Object ours =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, onCall);
      signal.getMethod("handle", signal, handler).invoke(null, named(signal, name), ours);
    } catch (ReflectiveOperationException unsupported) {
      LOG.warnf("SIG%s shuts the gateway down without draining: %s", name, unsupported);
    }
  }

  private static Object named(Class<?> signal, String name) throws ReflectiveOperationException {
    return signal.getConstructor(String.class).newInstance(name);
  }

  /** On a thread of its own for each signal. */
  private void received(int number) {
    if (!ending.compareAndSet(false, true)) {
      LOG.info("exiting at once: second signal");
      Runtime.getRuntime().halt(EXIT_CODE_OF_SIGNALS + number);
    }
    try {
      new DrainSequence(drain, settings.keepServing(), settings.finish()).run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      Quarkus.asyncExit(0);
    }
  }
}
