package dev.bimgate.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fault rules of one server; the first rule that matches a request applies. */
public final class Faults {

  private final RecordedRequest.Server server;
  private final List<FaultRule> rules = new ArrayList<>();
  private long added;

  Faults(RecordedRequest.Server server) {
    this.server = server;
  }

  /** This fault for the next {@code times} matching requests. */
  public void add(Predicate<RecordedRequest> condition, Fault fault, int times) {
    add(condition, fault, times, 1, 0);
  }

  /**
   * This fault for a share of the matching requests, until it has occurred that often.
   *
   * @param share 0 to 1; the requests are chosen at random, in the order in which they arrive
   * @param seed of that choice: equal seeds, equal choices
   */
  public void add(
      Predicate<RecordedRequest> condition, Fault fault, int times, double share, long seed) {
    JsonObject words = new JsonObject().put("fault", fault.getClass().getSimpleName());
    add(condition, fault, times, share, seed, words);
  }

  /** Adds a rule and returns its id; the control port shows it as {@code words}. */
  synchronized String add(
      Predicate<RecordedRequest> condition,
      Fault fault,
      int times,
      double share,
      long seed,
      JsonObject words) {
    String id = server.word() + "-" + ++added;
    rules.add(new FaultRule(id, condition, fault, times, share, seed, words));
    return id;
  }

  /** Removes one rule; false when there is none of that id. */
  synchronized boolean remove(String id) {
    return rules.removeIf(rule -> rule.id().equals(id));
  }

  /** The rules that may still apply, first to last. */
  synchronized List<JsonObject> list() {
    rules.removeIf(FaultRule::isSpent);
    return rules.stream().map(FaultRule::json).toList();
  }

  /** Responds to the next {@code times} matching requests with this status and a JSON body. */
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

  /** Sends the headers and a number of bytes of all matching responses, and holds the rest. */
  public Gate holdBodies(Predicate<RecordedRequest> condition, long afterBytes) {
    Gate gate = new Gate();
    add(condition, new Fault.HoldBody(afterBytes, gate), Integer.MAX_VALUE);
    return gate;
  }

  /** Truncates the next {@code times} matching responses after a number of bytes of the body. */
  public void cutBodies(Predicate<RecordedRequest> condition, long afterBytes, int times) {
    add(condition, new Fault.CutBody(afterBytes), times);
  }

  /** Puts what is no JSON into the next {@code times} matching responses. */
  public void garble(Predicate<RecordedRequest> condition, int times) {
    add(condition, new Fault.Garble(), times);
  }

  /** Closes the connection on the next {@code times} matching requests, without a response. */
  public void drop(Predicate<RecordedRequest> condition, int times) {
    add(condition, new Fault.Drop(), times);
  }

  /** Removes all rules; what waits at a gate continues to wait there. */
  public synchronized void clear() {
    rules.clear();
  }

  /** The one place that decides whether, and how, a fault affects a request. */
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
