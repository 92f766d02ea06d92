package dev.bimgate.gateway.context;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * Whose turn it is on an event loop. Vert.x takes the next of the requests that wait on a
 * connection within the end of the answer before it; hundreds of them, answered at once, would be
 * taken one within the other until the stack is full.
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

  /** Takes the stages of a request: at once, or after those of the request they are within. */
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
