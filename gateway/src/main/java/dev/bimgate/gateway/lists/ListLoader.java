package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListKind;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.Validators;
import dev.bimgate.cache.rules.CacheControl;
import dev.bimgate.cache.rules.FieldLines;
import dev.bimgate.cache.rules.ReceivedAge;
import dev.bimgate.cache.rules.Rule;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.Credential;
import dev.bimgate.client.InterimAnswers;
import dev.bimgate.client.ListRequest;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.BoundedBody;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.EndToEndFields;
import dev.bimgate.gateway.context.FieldNames;
import dev.bimgate.gateway.context.OwnFields;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.StreamedAnswer;
import dev.bimgate.gateway.redaction.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
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
  private final ReuseRules rules;
  private final long maxListBytes;

  /** What came back from Bimplus, and what it answers. */
  private record Arrival(
      RequestContext starter,
      ListKind kind,
      @Nullable ListAnswer known,
      UpstreamResponse response,
      MultiMap endToEnd,
      Instant arrivedAt,
      Duration age) {}

  ListLoader(
      BimplusClient client,
      Redaction redaction,
      InstantSource clock,
      ReuseRules rules,
      long maxListBytes) {
    this.client = client;
    this.redaction = redaction;
    this.rules = rules;
    this.clock = clock;
    this.maxListBytes = maxListBytes;
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
                read(arrival(starter, route.kind(), known, response, sentAt))
                    .onFailure(failure -> response.reset()));
  }

  private Arrival arrival(
      RequestContext starter,
      ListKind kind,
      @Nullable ListAnswer known,
      UpstreamResponse response,
      Instant sentAt) {
    Instant arrivedAt = clock.instant();
    MultiMap endToEnd = EndToEndFields.ofResponse(response.fields(), response.version());
    Duration age =
        rules.obeyUpstream()
            ? ReceivedAge.of(endToEnd::getAll, sentAt, arrivedAt)
            : ReceivedAge.ofField(endToEnd::getAll);
    if (!endToEnd.contains(HttpHeaders.DATE)) {
      // Kept, it would seem to have been made anew each time (RFC 9110, section 6.6.1).
      endToEnd.set(HttpHeaders.DATE, OwnFields.date(arrivedAt));
    }
    return new Arrival(starter, kind, known, response, endToEnd, arrivedAt, age);
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

  private Future<SourceAnswer<ListPassage>> read(Arrival arrival) {
    MultiMap endToEnd = arrival.endToEnd();
    UpstreamResponse response = arrival.response();
    RequestContext starter = arrival.starter();
    starter.calledUpstream(
        endToEnd.get(FieldNames.REQUEST_ID), endToEnd.get(FieldNames.RATE_REMAINING));
    starter.fieldsOfTheCall(ListFields.ofTheCall(endToEnd));
    if (response.status() == 304) {
      response.body().resume();
      return Future.succeededFuture(notModified(arrival));
    }
    StreamedAnswer answer =
        new StreamedAnswer(response.status(), endToEnd, response.body(), response::trailers);
    return plain(starter.target(), answer).compose(plain -> keepable(arrival, plain));
  }

  private SourceAnswer<ListPassage> notModified(Arrival arrival) {
    List<Field> fields = ListFields.kept(arrival.endToEnd(), rules.obeyUpstream());
    ListAnswer known = arrival.known();
    Reuse reuse =
        known == null
            ? Reuse.NONE
            : rules.judge(
                arrival.kind(),
                known.status(),
                confirmed(known.updatedBy(fields), arrival.endToEnd()),
                arrival.arrivedAt());
    return new SourceAnswer.NotModified<>(fields, arrival.arrivedAt(), arrival.age(), reuse);
  }

  /** What holds for a confirmed list: what it has by now, and what only the 304 has. */
  private static FieldLines confirmed(List<Field> updated, MultiMap by) {
    return name -> {
      List<String> lines =
          updated.stream()
              .filter(field -> field.name().equalsIgnoreCase(name))
              .map(Field::value)
              .toList();
      return lines.isEmpty() ? by.getAll(name) : lines;
    };
  }

  /** The answer without a coding, and without what nobody may see. */
  private Future<StreamedAnswer> plain(RequestTarget target, StreamedAnswer answer) {
    return redaction.concerns(target) ? redaction.redact(answer, true) : Redaction.decode(answer);
  }

  private Future<SourceAnswer<ListPassage>> keepable(Arrival arrival, StreamedAnswer plain) {
    int status = plain.status();
    Reuse reuse = rules.judge(arrival.kind(), status, plain.fields()::getAll, arrival.arrivedAt());
    boolean coded = plain.fields().contains(HttpHeaders.CONTENT_ENCODING);
    if ((coded && !rules.obeyUpstream()) || (status < 300 && !reuse.keep())) {
      return Future.succeededFuture(
          passage(plain, arrival.response(), reuse.keep() ? List.of() : reuse.rules()));
    }
    return BoundedBody.read(plain.body(), maxListBytes)
        .compose(
            body ->
                body.whole()
                    ? whole(arrival, plain, reuse, body.bytes().getBytes())
                    : Future.succeededFuture(
                        passage(
                            new StreamedAnswer(
                                status,
                                plain.fields(),
                                new PrefixedStream(body.bytes(), plain.body()),
                                plain.trailers()),
                            arrival.response(),
                            List.of())));
  }

  private static SourceAnswer<ListPassage> passage(
      StreamedAnswer answer, UpstreamResponse response, List<Rule> rules) {
    response.liftDeadline();
    return new SourceAnswer.Passage<>(new ListPassage(answer, response), response::reset, rules);
  }

  private Future<SourceAnswer<ListPassage>> whole(
      Arrival arrival, StreamedAnswer plain, Reuse reuse, byte[] body) {
    MultiMap fields = plain.fields();
    ListAnswer.Builder answer =
        ListAnswer.builder(plain.status(), body, arrival.arrivedAt())
            .receivedAge(arrival.age())
            .validators(
                new Validators(
                    arrival.response().fields().get(HttpHeaders.ETAG),
                    fields.get(HttpHeaders.LAST_MODIFIED)))
            .etag(fields.get(HttpHeaders.ETAG))
            .reuse(reuse);
    if (!reuse.keep()) {
      return Future.succeededFuture(passed(answer, fields));
    }
    return body.length <= MAX_BYTES_ON_EVENT_LOOP
        ? Future.succeededFuture(kept(answer, fields, body))
        : Vertx.currentContext().executeBlocking(() -> kept(answer, fields, body), false);
  }

  private SourceAnswer<ListPassage> kept(ListAnswer.Builder answer, MultiMap fields, byte[] body) {
    if (!rules.obeyUpstream() && !JsonText.isWhole(body)) {
      // Its type is a promise: a list that was cut within would be kept for all its time.
      return passed(answer.reuse(ReuseRules.not(Rule.NOT_JSON)), fields);
    }
    if (isOneForm(fields)) {
      answer.inOneForm();
    }
    return new SourceAnswer.Whole<>(
        answer.fields(ListFields.kept(fields, rules.obeyUpstream())).toKeep());
  }

  /** Coded in a way that is not ours to take off, or not to be transformed (RFC 9110, 7.7). */
  private static boolean isOneForm(MultiMap fields) {
    return fields.contains(HttpHeaders.CONTENT_ENCODING)
        || CacheControl.of(fields.getAll(HttpHeaders.CACHE_CONTROL)).has("no-transform");
  }

  private SourceAnswer<ListPassage> passed(ListAnswer.Builder answer, MultiMap fields) {
    return new SourceAnswer.Whole<>(
        answer.fields(ListFields.passed(fields, rules.obeyUpstream())).toPass());
  }
}
