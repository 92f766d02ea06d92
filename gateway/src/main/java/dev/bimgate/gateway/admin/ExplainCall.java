package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.ListKey;
import dev.bimgate.gateway.context.Words;
import dev.bimgate.gateway.lists.CacheBypass;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Explains why a list is served from the cache or not. Input: {@code path}, and the caller by names
 * in the query or by a token in {@code X-Explain-Token}, since queries end up in logs. Where
 * responses vary, the headers of the call itself select one, as those of a request would.
 */
final class ExplainCall implements AdminCall {

  static final String TOKEN_FIELD = "X-Explain-Token";

  private static final List<String> NAMES =
      Stream.concat(Stream.of("path"), MeantLists.PARTS.stream()).toList();

  private final ListCache cache;
  private final CacheBypass bypass;
  private final MeantLists lists;

  ExplainCall(ListCache cache, CacheBypass bypass, MeantLists lists) {
    this.cache = cache;
    this.bypass = bypass;
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
  public ObjectNode answer(AdminRequest request) throws AdminRefusedException {
    MeantLists.Meant meant = lists.read(texts(request));
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("path", meant.target().path());
    Optional<ListKey> key = meant.key();
    if (key.isEmpty()) {
      told.put("cached", false).put("decision", "passthrough");
      told.putArray("why").add(Because.NOT_A_LIST.json());
    } else {
      tell(told, cache.explain(key.get(), request.fields()::getAll), meant);
    }
    return told.put("request", request.id());
  }

  private static AdminTexts texts(AdminRequest request) throws AdminRefusedException {
    Map<String, String> texts = request.queryTexts(NAMES);
    List<String> tokens = request.fields().getAll(TOKEN_FIELD);
    if (tokens.size() > 1) {
      throw AdminTexts.Form.QUERY.refused(TOKEN_FIELD + " must be given once.");
    }
    if (!tokens.isEmpty()) {
      AdminTexts.Form.QUERY.requireText("token", tokens.get(0));
      texts.put("token", tokens.get(0));
    }
    return new AdminTexts(texts, AdminTexts.Form.QUERY);
  }

  private void tell(ObjectNode told, Explanation explanation, MeantLists.Meant meant) {
    Optional<CacheBypass.State> bypassed = bypass.state();
    boolean odd = meant.isOdd();
    told.set("key", KeyJson.of(explanation.key()));
    told.put("cached", explanation.details() != null);
    told.put("decision", bypassed.isPresent() || odd ? "bypass" : would(explanation.next()));
    ArrayNode why = told.putArray("why");
    if (bypassed.isPresent()) {
      why.add(Because.BYPASS.json());
    }
    if (odd) {
      why.add(Because.ODD_QUERY.json());
    }
    ExplanationJson.put(told, why, explanation);
    bypassed.ifPresent(state -> told.set("bypass", BypassCall.json(bypassed)));
  }

  private static String would(Explanation.Next next) {
    return next == Explanation.Next.ALONE ? "bypass" : Words.of(next);
  }
}
