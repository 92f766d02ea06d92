package dev.bimgate.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** A complete response: status, headers in their order, body. */
record Answer(int status, Map<String, String> fields, Buffer body) {

  private static final String JSON = "application/json; charset=utf-8";

  /** The JSON text of an object or array of Vert.x. */
  static Answer json(int status, Buffer text) {
    return new Answer(status, Map.of("Content-Type", JSON), text);
  }

  static Answer json(JsonObject object) {
    return json(200, object.toBuffer());
  }

  static Answer error(int status, String type, String message) {
    JsonObject error = new JsonObject().put("type", type).put("message", message);
    return json(status, new JsonObject().put("error", error).toBuffer());
  }

  static Answer notFound() {
    return error(404, "NotFound", "There is no such resource.");
  }

  static Answer methodUnknown() {
    return error(405, "MethodNotAllowed", "The resource does not know this method.");
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  Answer withBody(Buffer other) {
    return new Answer(status, fields, other);
  }

  Answer withStatus(int other) {
    return new Answer(other, fields, body);
  }
}
