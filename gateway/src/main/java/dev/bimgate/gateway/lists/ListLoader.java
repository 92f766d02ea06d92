package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.Validators;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.Credential;
import dev.bimgate.client.InterimAnswers;
import dev.bimgate.client.ListRequest;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.BoundedBody;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.EndToEndFields;
import dev.bimgate.gateway.context.FieldNames;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.StreamedAnswer;
import dev.bimgate.gateway.redaction.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
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

  /** Hashing and packing more than this would hold up the event loop. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

  private final BimplusClient client;
  private final Redaction redaction;
  private final InstantSource clock;
  private final long maxListBytes;

  ListLoader(BimplusClient client, Redaction redaction, InstantSource clock, long maxListBytes) {
    this.client = client;
    this.redaction = redaction;
    this.clock = clock;
    this.maxListBytes = maxListBytes;
  }

  /**
   * Loads the list that a request asked for.
   *
   * @param starter the request that starts the load; told what Bimplus said of this very call
   * @param ifChangedSince what to make the call conditional with; null loads the list whole
   */
  Future<SourceAnswer<ListPassage>> load(
      RequestContext starter, CachedRoute route, @Nullable Validators ifChangedSince) {
    MultiMap fields = requestFields(starter.request(), ifChangedSince);
    ListRequest request =
        ListRequest.of(starter.target().query(), fields).withInterim(earlyHintsTo(starter));
    Credential credential =
        new Credential(
            Objects.requireNonNull(starter.request().getHeader(HttpHeaders.AUTHORIZATION)));
    return call(route, starter.target(), credential, request)
        .compose(response -> read(starter, response).onFailure(failure -> response.reset()));
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

  private static MultiMap requestFields(
      HttpServerRequest request, @Nullable Validators ifChangedSince) {
    MultiMap fields = EndToEndFields.ofRequest(request.headers(), request.version());
    NOT_FOR_A_LOAD.forEach(fields::remove);
    fields.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
    if (ifChangedSince != null && ifChangedSince.etag() != null) {
      fields.set(HttpHeaders.IF_NONE_MATCH, ifChangedSince.etag());
    }
    if (ifChangedSince != null && ifChangedSince.lastModified() != null) {
      fields.set(HttpHeaders.IF_MODIFIED_SINCE, ifChangedSince.lastModified());
    }
    return fields;
  }

  private Future<SourceAnswer<ListPassage>> read(
      RequestContext starter, UpstreamResponse response) {
    Instant arrivedAt = clock.instant();
    MultiMap endToEnd = EndToEndFields.ofResponse(response.fields(), response.version());
    starter.calledUpstream(
        endToEnd.get(FieldNames.REQUEST_ID), endToEnd.get(FieldNames.RATE_REMAINING));
    starter.fieldsOfTheCall(ListFields.ofTheCall(endToEnd));
    if (response.status() == 304) {
      response.body().resume();
      return Future.succeededFuture(
          new SourceAnswer.NotModified<>(
              ListFields.kept(endToEnd), arrivedAt, Duration.ZERO, null));
    }
    StreamedAnswer answer =
        new StreamedAnswer(response.status(), endToEnd, response.body(), response::trailers);
    return plain(starter.target(), answer).compose(plain -> keepable(plain, response, arrivedAt));
  }

  /** The answer without a coding, and without what nobody may see. */
  private Future<StreamedAnswer> plain(RequestTarget target, StreamedAnswer answer) {
    return redaction.concerns(target) ? redaction.redact(answer, true) : Redaction.decode(answer);
  }

  private Future<SourceAnswer<ListPassage>> keepable(
      StreamedAnswer plain, UpstreamResponse response, Instant arrivedAt) {
    if (plain.fields().contains(HttpHeaders.CONTENT_ENCODING)) {
      return Future.succeededFuture(passage(plain, response));
    }
    return BoundedBody.read(plain.body(), maxListBytes)
        .compose(
            body ->
                body.whole()
                    ? whole(plain, body.bytes(), response, arrivedAt)
                    : Future.succeededFuture(
                        passage(
                            new StreamedAnswer(
                                plain.status(),
                                plain.fields(),
                                new PrefixedStream(body.bytes(), plain.body()),
                                plain.trailers()),
                            response)));
  }

  private static SourceAnswer<ListPassage> passage(
      StreamedAnswer answer, UpstreamResponse response) {
    response.liftDeadline();
    return new SourceAnswer.Passage<>(new ListPassage(answer, response), response::reset);
  }

  private static Future<SourceAnswer<ListPassage>> whole(
      StreamedAnswer plain, Buffer bytes, UpstreamResponse response, Instant arrivedAt) {
    MultiMap fields = plain.fields();
    Validators validators =
        new Validators(
            response.fields().get(HttpHeaders.ETAG), fields.get(HttpHeaders.LAST_MODIFIED));
    boolean keep =
        plain.status() == 200
            && ListFields.isJson(fields.get(HttpHeaders.CONTENT_TYPE))
            && !ListFields.forbidsStoring(response.fields());
    byte[] body = bytes.getBytes();
    ListAnswer.Builder builder =
        ListAnswer.builder(plain.status(), body, arrivedAt)
            .validators(validators)
            .etag(fields.get(HttpHeaders.ETAG));
    if (!keep) {
      return Future.succeededFuture(passed(builder, fields));
    }
    return body.length <= MAX_BYTES_ON_EVENT_LOOP
        ? Future.succeededFuture(keptIfJson(builder, fields, body))
        : Vertx.currentContext().executeBlocking(() -> keptIfJson(builder, fields, body), false);
  }

  /** Its type is a promise: a list that was cut within would be kept for all its time. */
  private static SourceAnswer<ListPassage> keptIfJson(
      ListAnswer.Builder builder, MultiMap fields, byte[] body) {
    return JsonText.isWhole(body)
        ? new SourceAnswer.Whole<>(builder.fields(ListFields.kept(fields)).toKeep(), true)
        : passed(builder, fields);
  }

  private static SourceAnswer<ListPassage> passed(ListAnswer.Builder builder, MultiMap fields) {
    return new SourceAnswer.Whole<>(builder.fields(ListFields.passed(fields)).toPass(), false);
  }
}
