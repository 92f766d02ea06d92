package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.lists.CacheBypass;
import java.util.Optional;

/** The bypass as operators are told of it. */
final class BypassJson {

  private BypassJson() {}

  static ObjectNode of(Optional<CacheBypass.State> state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("bypass", state.isPresent());
    state.ifPresent(on -> put(json, on));
    return json;
  }

  static void put(ObjectNode json, CacheBypass.State state) {
    json.put("since", Moments.text(state.since())).put("by", state.by());
    state.until().ifPresent(until -> json.put("until", Moments.text(until)));
  }
}
