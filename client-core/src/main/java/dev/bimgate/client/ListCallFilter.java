package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Sends the calls of {@link BimplusApi} over the connections that all other calls use, in place of
 * Quarkus REST Client's own.
 *
 * <p>REST Client makes path, credential and records; {@link Transport} decides what is sent, and
 * the timeouts. {@code docs/decisions/0002} gives the reasons.
 */
final class ListCallFilter implements ResteasyReactiveClientRequestFilter {

  private final Transport transport;

  ListCallFilter(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void filter(ResteasyReactiveClientRequestContext rest) {
    ListCall call = callOf(rest);
    Future<UpstreamResponse> sent =
        transport.send(
            call.context(),
            call.operation(),
            request(rest, call.list()),
            call.list().deadline(transport.options().listTimeout()));
    if (call.isStreamed()) {
      sent.onComplete(call.response());
      rest.abortWith(Response.noContent().build());
      return;
    }
    rest.suspend();
    sent.compose(response -> whole(response.body()).map(body -> read(response, body)))
        .onSuccess(response -> resumeWith(rest, response))
        .onFailure(rest::resume);
  }

  private static ListCall callOf(ResteasyReactiveClientRequestContext rest) {
    List<?> arguments =
        (List<?>) rest.getProperty(RestClientRequestContext.INVOKED_METHOD_PARAMETERS_PROP);
    return (ListCall) arguments.get(arguments.size() - 1);
  }

  private UpstreamRequest request(ResteasyReactiveClientRequestContext rest, ListRequest list) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .addAll(list.headers())
            .set(HttpHeaders.AUTHORIZATION, rest.getHeaderString(HttpHeaders.AUTHORIZATION));
    String path = rest.getUri().getRawPath().substring(transport.options().basePath().length());
    String target = list.rawQuery() == null ? path : path + "?" + list.rawQuery();
    return new UpstreamRequest(
        HttpMethod.GET,
        target,
        headers,
        null,
        list.interim(),
        list.abandoned(),
        CallClass.LISTS,
        list.party());
  }

  /** Reads a body to its end. */
  static Future<Buffer> whole(ReadStream<Buffer> body) {
    Promise<Buffer> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    body.exceptionHandler(whole::tryFail);
    body.endHandler(nothing -> whole.tryComplete(collected));
    body.handler(collected::appendBuffer);
    body.resume();
    return whole.future();
  }

  private static Response read(UpstreamResponse response, Buffer body) {
    Response.ResponseBuilder built = Response.status(response.status()).entity(body.getBytes());
    response.headers().forEach(built::header);
    return built.build();
  }

  /** What REST Client does itself after a filter that aborts at once, but not after a late one. */
  private static void resumeWith(ResteasyReactiveClientRequestContext rest, Response response) {
    RestClientRequestContext context = rest.unwrap(RestClientRequestContext.class);
    MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
    fields.putAll(response.getStringHeaders());
    context.setResponseStatus(response.getStatus());
    context.setResponseReasonPhrase(response.getStatusInfo().getReasonPhrase());
    context.setResponseHeaders(fields);
    rest.abortWith(response);
    rest.resume();
  }
}
