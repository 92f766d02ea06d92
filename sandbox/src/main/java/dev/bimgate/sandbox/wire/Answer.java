package dev.bimgate.sandbox.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A complete response: status, headers in their order, body. */
public record Answer(int status, Map<String, String> fields, Buffer body) {

  private static final String JSON = "application/json; charset=utf-8";

  /** The JSON text of an object or array of Vert.x. */
  public static Answer json(int status, Buffer text) {
    return new Answer(status, Map.of("Content-Type", JSON), text);
  }

  public static Answer json(JsonObject object) {
    return json(200, object.toBuffer());
  }

  public static Answer error(int status, String type, String message) {
    JsonObject error = new JsonObject().put("type", type).put("message", message);
    return json(status, new JsonObject().put("error", error).toBuffer());
  }

  public static Answer notFound() {
    return error(404, "NotFound", "There is no such resource.");
  }

  public static Answer methodUnknown() {
    return error(405, "MethodNotAllowed", "The resource does not know this method.");
  }

  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  public Answer withBody(Buffer other) {
    return new Answer(status, fields, other);
  }

  /** The same with its body in gzip. */
  public Answer gzipped() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with("Content-Encoding", "gzip").withBody(Buffer.buffer(bytes.toByteArray()));
  }

  public Answer withStatus(int other) {
    return new Answer(other, fields, body);
  }
}
