package dev.bimgate.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults that wait for requests of one server; the first rule that fits a request is used. */
public final class Faults {

  private final List<FaultRule> rules = new ArrayList<>();

  /** This fault for the next {@code times} requests that meet the condition. */
  public void add(Predicate<RecordedRequest> condition, Fault fault, int times) {
    add(condition, fault, times, 1, 0);
  }

  /**
   * This fault for a share of the requests that meet the condition, until it happened so often.
   *
   * @param share 0 to 1; the requests are chosen by luck, in the order in which they come
   * @param seed of that luck: equal seeds, equal choices
   */
  public synchronized void add(
      Predicate<RecordedRequest> condition, Fault fault, int times, double share, long seed) {
    rules.add(new FaultRule(condition, fault, times, share, seed));
  }

  /** Answers the next {@code times} such requests with this status and a small JSON body. */
  public void answer(Predicate<RecordedRequest> condition, int status, int times) {
    String body = "{\"error\":{\"type\":\"Fault\",\"message\":\"on purpose\"}}";
    Map<String, String> fields = Map.of("Content-Type", "application/json; charset=utf-8");
    add(condition, new Fault.Instead(status, fields, body), times);
  }

  /** Holds the responses to all matching requests, each built when its request arrived. */
  public Gate holdAnswers(Predicate<RecordedRequest> condition) {
    Gate gate = new Gate();
    add(condition, new Fault.HoldAnswer(gate), Integer.MAX_VALUE);
    return gate;
  }

  /** Holds all matching requests before they are handled. */
  public Gate holdRequests(Predicate<RecordedRequest> condition) {
    Gate gate = new Gate();
    add(condition, new Fault.HoldRequest(gate), Integer.MAX_VALUE);
    return gate;
  }

  /** Sends the headers and so many bytes of all matching responses, and holds the rest. */
  public Gate holdBodies(Predicate<RecordedRequest> condition, long afterBytes) {
    Gate gate = new Gate();
    add(condition, new Fault.HoldBody(afterBytes, gate), Integer.MAX_VALUE);
    return gate;
  }

  /** Truncates the next {@code times} matching responses after so many bytes of the body. */
  public void cutBodies(Predicate<RecordedRequest> condition, long afterBytes, int times) {
    add(condition, new Fault.CutBody(afterBytes), times);
  }

  /** Puts what is no JSON into the next {@code times} such answers. */
  public void garble(Predicate<RecordedRequest> condition, int times) {
    add(condition, new Fault.Garble(), times);
  }

  /** Closes the connection on the next {@code times} such requests, unanswered. */
  public void drop(Predicate<RecordedRequest> condition, int times) {
    add(condition, new Fault.Drop(), times);
  }

  /** Takes all rules back; what stands at a gate goes on standing there. */
  public synchronized void clear() {
    rules.clear();
  }

  /** The one place where it is decided whether, and how, a request goes wrong. */
  synchronized @Nullable Fault next(RecordedRequest request) {
    rules.removeIf(FaultRule::isSpent);
    for (FaultRule rule : rules) {
      if (rule.takes(request)) {
        return rule.fault();
      }
    }
    return null;
  }
}
