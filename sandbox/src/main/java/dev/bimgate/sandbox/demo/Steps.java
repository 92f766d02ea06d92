package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs one step after another: sends the request, checks the reply, and prints both. */
final class Steps {

  private final Sandbox sandbox;
  private final Consumer<StepReport> teller;
  private boolean asSaid = true;

  Steps(Sandbox sandbox, Consumer<StepReport> teller) {
    this.sandbox = sandbox;
    this.teller = teller;
  }

  /** Sends the request of a step. */
  interface Asking {
    Reply ask() throws IOException;
  }

  /** Declares what the reply of a step has to be. */
  interface Saying {
    void check(Reply reply, Expectations said);
  }

  /**
   * Runs a step.
   *
   * @param user whose budget the line shows
   * @param callsSaid expected calls to Bimplus
   * @return the reply, or {@link Reply#NONE}
   */
  Reply take(String name, String user, int callsSaid, Asking asking, Saying saying) {
    return take(name, user, new Calls(callsSaid, callsSaid), asking, saying, reply -> List.of());
  }

  /** How many calls to Bimplus a step may cause. */
  record Calls(int least, int most) {

    boolean allow(int calls) {
      return least <= calls && calls <= most;
    }

    @Override
    public String toString() {
      return least == most ? "" + most : least + " to " + most;
    }
  }

  /**
   * Runs a step with further lines.
   *
   * @param callsSaid expected calls to Bimplus
   * @param details what to show of the reply
   */
  Reply take(
      String name,
      String user,
      Calls callsSaid,
      Asking asking,
      Saying saying,
      Function<Reply, List<String>> details) {
    int before = calls();
    Expectations said = new Expectations();
    Reply reply = Reply.NONE;
    try {
      reply = asking.ask();
      saying.check(reply, said);
    } catch (IOException e) {
      said.that(false, "there is no response: " + e);
    }
    int calls = calls() - before;
    said.that(
        callsSaid.allow(calls),
        "the number of calls to Bimplus is " + calls + ", expected " + callsSaid);
    tell(
        new StepReport(
            name,
            String.valueOf(reply.status()),
            reply.took(),
            reply.cacheStatus(),
            String.valueOf(sandbox.bimplus().budgetLeft(user)),
            details.apply(reply),
            said.mistakes()));
    return reply;
  }

  void tell(StepReport report) {
    asSaid &= report.mistakes().isEmpty();
    teller.accept(report);
  }

  /** Calls to Bimplus so far. */
  int calls() {
    return sandbox.recorder().count(Requests.callsToBimplus());
  }

  /** Whether every step so far was as expected. */
  boolean asSaid() {
    return asSaid;
  }
}
