package dev.bimgate.gateway.context;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * Trampoline for the stages on an event loop. Vert.x handles the next pipelined request within the
 * end of the response before it; hundreds of them, handled at once, would nest until the stack
 * overflows.
 */
public final class Turn {

  private static final FastThreadLocal<Turn> OF_THIS_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
          return new Turn();
        }
      };

  private boolean taken;

  private Turn() {}

  /**
   * Runs the stages of a request: at once, or after those of the request that they are nested in.
   */
  public static void take(ServerExchange request, Runnable stages) {
    Turn turn = OF_THIS_LOOP.get();
    if (turn.taken) {
      request.onEventLoop(
          () -> {
            if (!request.isOver()) {
              stages.run();
            }
          });
      return;
    }
    turn.taken = true;
    try {
      request.step(stages);
    } finally {
      turn.taken = false;
    }
  }
}
