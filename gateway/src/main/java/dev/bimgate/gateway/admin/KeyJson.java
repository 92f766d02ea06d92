package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.gateway.context.Labels;

final class KeyJson {

  private KeyJson() {}

  static ObjectNode of(CacheKey key) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("kind", Labels.of(key.route().name()));
    if (!key.team().isEmpty()) {
      json.put("team", key.team());
    }
    json.put("query", key.query());
    if (!key.variant().isEmpty()) {
      json.put("variant", key.variant());
    }
    json.set("caller", of(key.caller()));
    return json;
  }

  static ObjectNode of(Caller caller) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("issuer", caller.user().issuer())
            .put("user", caller.user().subject())
            .put("app", caller.app());
    putScopes(json, caller);
    return json;
  }

  static void putScopes(ObjectNode json, Caller caller) {
    caller.scopes().stream().sorted().forEach(json.putArray("scopes")::add);
  }
}
