package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.limits.BudgetState;
import dev.bimgate.gateway.limits.BudgetStatus;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.peers.Peers;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains why a list is served from the cache or not. Input: {@code path}, and the caller by names
 * in the query or by a token in {@code X-Explain-Token}, since queries end up in logs. Where
 * responses vary, the headers of the call itself select one, as those of a request would.
 */
final class ExplainCall implements AdminCall {

  static final String TOKEN_FIELD = "X-Explain-Token";

  private static final List<String> NAMES =
      Stream.concat(Stream.of("path"), ListSelector.PARTS.stream()).toList();

  /** Before these the list of another gateway is looked for. */
  private static final Set<Explanation.Next> LOADS =
      Set.of(Explanation.Next.LOAD, Explanation.Next.REVALIDATE);

  private final ListCache cache;
  private final CacheBypass bypass;
  private final UserCalls calls;
  private final Peers peers;
  private final ListSelector lists;

  ExplainCall(
      ListCache cache, CacheBypass bypass, UserCalls calls, Peers peers, ListSelector lists) {
    this.cache = cache;
    this.bypass = bypass;
    this.calls = calls;
    this.peers = peers;
    this.lists = lists;
  }

  @Override
  public AdminAction action() {
    return AdminAction.EXPLAIN;
  }

  @Override
  public List<HttpMethod> methods() {
    return List.of(HttpMethod.GET);
  }

  @Override
  public ObjectNode respond(AdminRequest request) throws AdminRejectedException {
    ListSelector.Meant meant = lists.read(texts(request, NAMES));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", meant.target().path());
    Optional<CacheKey> key = meant.key();
    if (key.isEmpty()) {
      json.put("cached", false).put("decision", "passthrough");
      json.putArray("why").add(ExplainReason.NOT_A_LIST.json());
    } else {
      tell(json, cache.explain(key.get(), request.headers()::getAll), meant);
    }
    return json.put("request", request.id());
  }

  /** The parameters in the query, and the token in its header. */
  static AdminParameters texts(AdminRequest request, List<String> names)
      throws AdminRejectedException {
    Map<String, String> texts = request.queryTexts(names);
    List<String> tokens = request.headers().getAll(TOKEN_FIELD);
    if (tokens.size() > 1) {
      throw AdminParameters.Form.QUERY.rejected(TOKEN_FIELD + " must be given once.");
    }
    if (!tokens.isEmpty()) {
      AdminParameters.Form.QUERY.requireText("token", tokens.get(0));
      texts.put("token", tokens.get(0));
    }
    return new AdminParameters(texts, AdminParameters.Form.QUERY);
  }

  private void tell(ObjectNode json, Explanation explanation, ListSelector.Meant meant) {
    Optional<CacheBypass.State> bypassed = bypass.state();
    boolean bypasses = bypassed.isPresent() || meant.isOdd();
    json.set("key", KeyJson.of(explanation.key()));
    json.put("cached", explanation.details() != null);
    json.put("decision", bypasses ? "bypass" : would(explanation.next()));
    ArrayNode why = json.putArray("why");
    putOfRequest(why, bypassed.isPresent(), meant);
    ExplanationJson.put(json, why, explanation);
    if (!bypasses && peers.sharesLists() && LOADS.contains(explanation.next())) {
      why.add(ExplainReason.PERHAPS_SHARED.json());
    }
    bypassed.ifPresent(state -> json.set("bypass", BypassCall.json(bypassed)));
  }

  /** Why, whatever is stored. */
  private void putOfRequest(ArrayNode why, boolean isBypassed, ListSelector.Meant meant) {
    if (isBypassed) {
      why.add(ExplainReason.BYPASS.json());
    }
    if (meant.isOdd()) {
      why.add(ExplainReason.ODD_QUERY.json());
    }
    calls
        .status(meant.caller().user())
        .map(BudgetStatus::state)
        .filter(state -> state != BudgetState.NORMAL)
        .ifPresent(state -> why.add(ExplainReason.of(state).json()));
  }

  private static String would(Explanation.Next next) {
    return next == Explanation.Next.ALONE ? "bypass" : Labels.of(next);
  }
}
