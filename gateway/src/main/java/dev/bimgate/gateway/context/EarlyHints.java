package dev.bimgate.gateway.context;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.util.Map;

/** A 103 on its way to the client whose request Bimplus gave it for (RFC 8297). */
public final class EarlyHints {

  private EarlyHints() {}

  /** Tells the client the links of a 103, unless it has its answer, has left or is of HTTP/1.0. */
  public static void tell(RequestContext request, MultiMap fields) {
    if (request.isOnEventLoop()) {
      write(request, fields);
    } else {
      request.onEventLoop(() -> write(request, fields));
    }
  }

  private static void write(RequestContext request, MultiMap fields) {
    if (request.isOver()
        || request.response().headWritten()
        || request.request().version() == HttpVersion.HTTP_1_0) {
      return;
    }
    MultiMap shown = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase("Link")) {
        shown.add(field.getKey(), field.getValue());
      }
    }
    request.response().writeEarlyHints(shown);
  }
}
