package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.context.http.HeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;

/** Sends a 103 of Bimplus to the client whose request it belongs to (RFC 8297). */
public final class EarlyHints {

  /**
   * Headers of a response with a body, which an interim one has not, or set by us on each response.
   */
  private static final List<CharSequence> FRAMING =
      List.of(HttpHeaders.CONTENT_LENGTH, HeaderNames.VIA);

  private EarlyHints() {}

  /** Sends a 103, unless the client has its response, has left or uses HTTP/1.0. */
  public static void tell(ServerExchange request, MultiMap headers) {
    if (request.isOnEventLoop()) {
      write(request, headers);
    } else {
      request.onEventLoop(() -> write(request, headers));
    }
  }

  private static void write(ServerExchange request, MultiMap headers) {
    if (request.isOver()
        || request.response().headWritten()
        || request.request().version() == HttpVersion.HTTP_1_0) {
      return;
    }
    MultiMap shown = EndToEndHeaders.ofResponse(headers, request.request().version());
    FRAMING.forEach(shown::remove);
    CommonHeaders.writeUpstreamId(shown, shown.get(HeaderNames.REQUEST_ID));
    shown.set(HeaderNames.REQUEST_ID, request.id());
    request.response().writeEarlyHints(inLowerCase(shown));
  }

  /** Names in HTTP/2 are (RFC 9113, section 8.2), and Vert.x rejects others in a 103 alone. */
  private static MultiMap inLowerCase(MultiMap headers) {
    MultiMap lower = HttpHeaders.headers();
    headers.forEach((name, value) -> lower.add(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }
}
