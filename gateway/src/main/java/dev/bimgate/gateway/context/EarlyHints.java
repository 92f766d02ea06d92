package dev.bimgate.gateway.context;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** A 103 on its way to the client whose request Bimplus gave it for (RFC 8297). */
public final class EarlyHints {

  /** Of an answer that has a body, which an interim one has not, or made by us on each answer. */
  private static final List<CharSequence> FRAMING =
      List.of(HttpHeaders.CONTENT_LENGTH, FieldNames.VIA);

  private EarlyHints() {}

  /** Tells the client what a 103 says, unless it has its answer, has left or is of HTTP/1.0. */
  public static void tell(ServerExchange request, MultiMap fields) {
    if (request.isOnEventLoop()) {
      write(request, fields);
    } else {
      request.onEventLoop(() -> write(request, fields));
    }
  }

  private static void write(ServerExchange request, MultiMap fields) {
    if (request.isOver()
        || request.response().headWritten()
        || request.request().version() == HttpVersion.HTTP_1_0) {
      return;
    }
    MultiMap shown = EndToEndFields.ofResponse(fields, request.request().version());
    FRAMING.forEach(shown::remove);
    OwnFields.writeIds(request, shown, shown.get(FieldNames.REQUEST_ID));
    request.response().writeEarlyHints(shown);
  }
}
