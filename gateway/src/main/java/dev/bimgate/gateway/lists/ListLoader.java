package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.Validators;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.Credential;
import dev.bimgate.client.InterimAnswers;
import dev.bimgate.client.ListRequest;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.EndToEndFields;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestTarget;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The load of a list from Bimplus: one call with one caller's credential, read whole if it fits.
 *
 * <p>A load belongs to nobody's connection: it goes on when the request that started it has left.
 */
final class ListLoader {

  private static final List<String> NOT_FOR_A_LOAD =
      List.of(
          "Authorization",
          "Cache-Control",
          "Pragma",
          "If-None-Match",
          "If-Modified-Since",
          "If-Match",
          "If-Unmodified-Since",
          "If-Range",
          "Range");

  private final BimplusClient client;
  private final InstantSource clock;
  private final ListAnswerReader reader;

  ListLoader(BimplusClient client, InstantSource clock, ListAnswerReader reader) {
    this.client = client;
    this.clock = clock;
    this.reader = reader;
  }

  /**
   * Loads the list that a request asked for.
   *
   * @param starter the request that starts the load; told what Bimplus said of this very call
   * @param known the list whose validators make the call conditional; null loads the list whole
   */
  Future<SourceAnswer<ListPassage>> load(
      RequestContext starter, CachedRoute route, @Nullable ListAnswer known) {
    Validators validators = known == null ? Validators.NONE : known.validators();
    MultiMap fields = requestFields(starter.request(), validators);
    ListRequest request =
        ListRequest.of(starter.target().query(), fields).withInterim(earlyHintsTo(starter));
    Credential credential =
        new Credential(
            Objects.requireNonNull(starter.request().getHeader(HttpHeaders.AUTHORIZATION)));
    Instant sentAt = clock.instant();
    return call(route, starter.target(), credential, request)
        .compose(
            response ->
                isOfAnother(response, validators)
                    ? loadWhole(starter, route, response)
                    : read(
                        new ListArrival(
                            starter, route.kind(), known, response, sentAt, clock.instant())));
  }

  private Future<SourceAnswer<ListPassage>> read(ListArrival arrival) {
    return reader.read(arrival).onFailure(failure -> arrival.response().reset());
  }

  /** A 304 with another ETag than that of the list says nothing of it (RFC 9111, 4.3.4). */
  private static boolean isOfAnother(UpstreamResponse response, Validators ours) {
    String etag = response.fields().get(HttpHeaders.ETAG);
    return response.status() == 304
        && ours.etag() != null
        && etag != null
        && !EntityTags.areAlike(etag, ours.etag());
  }

  private Future<SourceAnswer<ListPassage>> loadWhole(
      RequestContext starter, CachedRoute route, UpstreamResponse inVain) {
    inVain.body().resume();
    return load(starter, route, null)
        .compose(
            answer ->
                answer instanceof SourceAnswer.NotModified
                    ? Future.failedFuture(new UpstreamException(UpstreamFailure.MALFORMED))
                    : Future.succeededFuture(answer));
  }

  /** To the caller who started the load, and to no other. */
  private static InterimAnswers earlyHintsTo(RequestContext starter) {
    return new InterimAnswers() {
      @Override
      public void onEarlyHints(MultiMap fields) {
        EarlyHints.tell(starter, fields);
      }
    };
  }

  private Future<UpstreamResponse> call(
      CachedRoute route, RequestTarget target, Credential credential, ListRequest request) {
    return switch (route) {
      case PROJECTS -> client.projects(credential, Objects.requireNonNull(target.team()), request);
      case TEAMS -> client.teams(credential, request);
    };
  }

  private static MultiMap requestFields(HttpServerRequest request, Validators validators) {
    MultiMap fields = EndToEndFields.ofRequest(request.headers(), request.version());
    NOT_FOR_A_LOAD.forEach(fields::remove);
    fields.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
    if (validators.etag() != null) {
      fields.set(HttpHeaders.IF_NONE_MATCH, validators.etag());
    }
    if (validators.lastModified() != null) {
      fields.set(HttpHeaders.IF_MODIFIED_SINCE, validators.lastModified());
    }
    return fields;
  }
}
