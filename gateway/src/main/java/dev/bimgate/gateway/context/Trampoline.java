package dev.bimgate.gateway.context;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * Trampoline for the stages on an event loop. Vert.x handles the next pipelined request within the
 * end of the response before it; hundreds of them, handled at once, would nest until the stack
 * overflows.
 */
final class Trampoline {

  private static final FastThreadLocal<Trampoline> OF_THIS_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected Trampoline initialValue() {
          return new Trampoline();
        }
      };

  private boolean taken;

  private Trampoline() {}

  /**
   * Runs the stages of a request: at once, or after those of the request that they are nested in.
   */
  static void take(ServerExchange request, Runnable stages) {
    Trampoline trampoline = OF_THIS_LOOP.get();
    if (trampoline.taken) {
      request.onEventLoop(
          () -> {
            if (!request.isOver()) {
              stages.run();
            }
          });
      return;
    }
    trampoline.taken = true;
    try {
      request.step(stages);
    } finally {
      trampoline.taken = false;
    }
  }
}
