package dev.bimgate.gateway.lists;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.StreamedResponse;
import dev.bimgate.gateway.context.http.BoundedBody;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.redaction.MalformedBodyException;
import dev.bimgate.gateway.redaction.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Reads the response of Bimplus to a load: a list to store, one for the current waiters only, or a
 * stream for the request that started the load.
 *
 * @param policy which responses are stored, and for how long
 * @param maxListBytes a longer list is streamed
 */
record ListResponseReader(Redaction redaction, StoragePolicy policy, long maxListBytes) {

  /** Hashing and compressing more than this would block the event loop. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

  /**
   * Reads a response as far as it can be stored; fails where it cannot be served at all.
   *
   * @param reload loads the list without a condition, for a 304 about another list
   */
  Future<OriginResponse<StreamedList>> read(
      UpstreamListResponse arrival,
      Supplier<CompletionStage<OriginResponse<StreamedList>>> reload) {
    MultiMap endToEnd = arrival.endToEnd();
    UpstreamResponse response = arrival.response();
    RequestContext starter = arrival.starter();
    starter.outcome().upstream(endToEnd, ListHeaders.ofTheCall(endToEnd));
    if (response.status() == 304) {
      response.body().resume();
      ListResponse confirmed = arrival.confirmed();
      return Future.succeededFuture(
          confirmed == null
              ? new OriginResponse.MismatchedNotModified<>(reload)
              : notModified(arrival, confirmed));
    }
    StreamedResponse streamed =
        new StreamedResponse(response.status(), endToEnd, response.body(), response::trailers);
    return plain(starter.target(), streamed).compose(plain -> keepable(arrival, plain));
  }

  private OriginResponse<StreamedList> notModified(
      UpstreamListResponse arrival, ListResponse confirmed) {
    List<Header> headers = ListHeaders.stored(arrival.endToEnd(), policy.tellsReuse());
    Cacheability cacheability =
        policy.judge(
            arrival.route(),
            confirmed.status(),
            confirmed(confirmed.updatedBy(headers), arrival.endToEnd()),
            arrival.arrivedAt());
    return new OriginResponse.NotModified<>(
        headers, arrival.arrivedAt(), age(arrival), cacheability);
  }

  private Duration age(UpstreamListResponse arrival) {
    Headers headers = arrival.endToEnd()::getAll;
    return policy.ageOnArrival(headers, arrival.sentAt(), arrival.arrivedAt());
  }

  /** The headers of a confirmed list: its updated ones, else those of the 304. */
  private static Headers confirmed(List<Header> updated, MultiMap by) {
    return name -> {
      List<String> lines =
          updated.stream()
              .filter(header -> header.name().equalsIgnoreCase(name))
              .map(Header::value)
              .toList();
      return lines.isEmpty() ? by.getAll(name) : lines;
    };
  }

  /** The response without a content coding and without redacted members. */
  private Future<StreamedResponse> plain(RequestTarget target, StreamedResponse streamed) {
    return redaction.concerns(target)
        ? redaction.redact(streamed, true)
        : Redaction.decode(streamed);
  }

  private Future<OriginResponse<StreamedList>> keepable(
      UpstreamListResponse arrival, StreamedResponse plain) {
    int status = plain.status();
    Cacheability cacheability =
        policy.judge(arrival.route(), status, plain.headers()::getAll, arrival.arrivedAt());
    boolean coded = plain.headers().contains(HttpHeaders.CONTENT_ENCODING);
    boolean unkept = !cacheability.keep() || (coded && policy.storesOnlyJson());
    if (unkept && Statuses.isSuccess(status)) {
      return Future.succeededFuture(
          stream(
              plain, arrival.response(), cacheability.keep() ? List.of() : cacheability.rules()));
    }
    return BoundedBody.read(plain.body(), maxListBytes)
        .recover(failure -> Future.failedFuture(ofBimplus(failure)))
        .compose(
            body ->
                body.whole()
                    ? whole(arrival, plain, cacheability, body.bytes().getBytes())
                    : Future.succeededFuture(
                        stream(
                            new StreamedResponse(
                                status,
                                plain.headers(),
                                new PrefixedStream(body.bytes(), plain.body()),
                                plain.trailers()),
                            arrival.response(),
                            List.of())));
  }

  /** A body may turn out not to be in its coding long after its beginning was read. */
  private static Throwable ofBimplus(Throwable failure) {
    return failure instanceof MalformedBodyException
        ? new UpstreamException(UpstreamFailure.MALFORMED)
        : failure;
  }

  private static OriginResponse<StreamedList> stream(
      StreamedResponse streamed, UpstreamResponse response, List<Rule> rules) {
    response.liftDeadline();
    return new OriginResponse.Streamed<>(
        streamed.status(), new StreamedList(streamed, response), response::reset, rules);
  }

  private Future<OriginResponse<StreamedList>> whole(
      UpstreamListResponse arrival,
      StreamedResponse plain,
      Cacheability cacheability,
      byte[] body) {
    MultiMap headers = plain.headers();
    ListResponse.Builder builder =
        ListResponse.builder(plain.status(), body, arrival.arrivedAt())
            .receivedAge(age(arrival))
            .validators(
                new Validators(
                    arrival.response().headers().get(HttpHeaders.ETAG),
                    headers.get(HttpHeaders.LAST_MODIFIED)))
            .etag(headers.get(HttpHeaders.ETAG))
            .cacheability(cacheability);
    if (!cacheability.keep()) {
      return Future.succeededFuture(passed(builder, headers));
    }
    return body.length <= MAX_BYTES_ON_EVENT_LOOP
        ? Future.succeededFuture(stored(builder, headers, body))
        : arrival.starter().elsewhere(() -> stored(builder, headers, body));
  }

  private OriginResponse<StreamedList> stored(
      ListResponse.Builder builder, MultiMap headers, byte[] body) {
    if (policy.storesOnlyJson() && !JsonText.isWhole(body)) {
      // Its type promises JSON: a truncated list would be stored for its whole TTL.
      return passed(builder.cacheability(Cacheability.not(Rule.NOT_JSON)), headers);
    }
    if (isOneForm(headers)) {
      builder.inOneForm();
    }
    return new OriginResponse.Complete<>(
        builder.headers(ListHeaders.stored(headers, policy.tellsReuse())).buildStored());
  }

  /** In a coding that the gateway does not decode, or not to be transformed (RFC 9110, 7.7). */
  private static boolean isOneForm(MultiMap headers) {
    return headers.contains(HttpHeaders.CONTENT_ENCODING)
        || CacheControl.of(headers.getAll(HttpHeaders.CACHE_CONTROL)).has("no-transform");
  }

  private OriginResponse<StreamedList> passed(ListResponse.Builder builder, MultiMap headers) {
    return new OriginResponse.Complete<>(
        builder.headers(ListHeaders.passed(headers, policy.tellsReuse())).buildTransient());
  }
}
