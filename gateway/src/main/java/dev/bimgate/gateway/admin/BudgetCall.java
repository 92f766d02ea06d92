package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.limits.BudgetState;
import dev.bimgate.gateway.limits.BudgetStatus;
import dev.bimgate.gateway.limits.UserCalls;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what is left of a user's budget at Bimplus, as this instance has learnt it. Input: the
 * caller as for {@link ExplainCall}; app and scopes change nothing, since budgets are per user.
 */
final class BudgetCall implements AdminCall {

  private final UserCalls calls;
  private final ListSelector callers;

  BudgetCall(UserCalls calls, ListSelector callers) {
    this.calls = calls;
    this.callers = callers;
  }

  @Override
  public AdminAction action() {
    return AdminAction.BUDGET;
  }

  @Override
  public List<HttpMethod> methods() {
    return List.of(HttpMethod.GET);
  }

  @Override
  public ObjectNode respond(AdminRequest request) throws AdminRejectedException {
    User user = callers.caller(ExplainCall.texts(request, ListSelector.PARTS)).user();
    Optional<BudgetStatus> status = calls.status(user);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("user", user.subject())
            .put("issuer", user.issuer())
            .put("state", Labels.of(status.map(BudgetStatus::state).orElse(BudgetState.NORMAL)))
            .put("known", status.map(BudgetStatus::isKnown).orElse(false));
    status.ifPresent(known -> put(json, known));
    return json.put("request", request.id());
  }

  private static void put(ObjectNode json, BudgetStatus status) {
    if (status.isKnown()) {
      json.put("limit", status.limit())
          .put("remaining", status.remaining())
          .put("confirmed", status.isConfirmed())
          .put("resetAt", text(status.resetAtMillis()))
          .put("resetKnown", status.isResetKnown());
    }
    if (status.pausedUntilMillis() != 0) {
      json.put("pausedUntil", text(status.pausedUntilMillis()));
    }
    json.put("inFlight", status.inFlight());
    ArrayNode apps = json.putArray("apps");
    status.callsByApp().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(of -> apps.addObject().put("app", of.getKey()).put("calls", of.getValue()));
  }

  private static String text(long epochMillis) {
    return Timestamps.text(Instant.ofEpochMilli(epochMillis));
  }
}
