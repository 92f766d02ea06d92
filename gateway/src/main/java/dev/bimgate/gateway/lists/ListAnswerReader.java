package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Rule;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.Statuses;
import dev.bimgate.cache.Validators;
import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.BoundedBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.StreamedAnswer;
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
record ListAnswerReader(Redaction redaction, StoragePolicy policy, long maxListBytes) {

  /** Hashing and compressing more than this would block the event loop. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

  /**
   * Reads a response as far as it can be stored; fails where it cannot be served at all.
   *
   * @param anew loads the list without a condition, for a 304 about another list
   */
  Future<SourceAnswer<ListPassage>> read(
      ListArrival arrival, Supplier<CompletionStage<SourceAnswer<ListPassage>>> anew) {
    MultiMap endToEnd = arrival.endToEnd();
    UpstreamResponse response = arrival.response();
    RequestContext starter = arrival.starter();
    starter.outcome().upstream(endToEnd, ListFields.ofTheCall(endToEnd));
    if (response.status() == 304) {
      response.body().resume();
      ListAnswer confirmed = arrival.confirmed();
      return Future.succeededFuture(
          confirmed == null
              ? new SourceAnswer.UnrelatedNotModified<>(anew)
              : notModified(arrival, confirmed));
    }
    StreamedAnswer answer =
        new StreamedAnswer(response.status(), endToEnd, response.body(), response::trailers);
    return plain(starter.target(), answer).compose(plain -> keepable(arrival, plain));
  }

  private SourceAnswer<ListPassage> notModified(ListArrival arrival, ListAnswer confirmed) {
    List<Field> fields = ListFields.kept(arrival.endToEnd(), policy.tellsReuse());
    Reuse reuse =
        policy.judge(
            arrival.route(),
            confirmed.status(),
            confirmed(confirmed.updatedBy(fields), arrival.endToEnd()),
            arrival.arrivedAt());
    return new SourceAnswer.NotModified<>(fields, arrival.arrivedAt(), age(arrival), reuse);
  }

  private Duration age(ListArrival arrival) {
    FieldLines fields = arrival.endToEnd()::getAll;
    return policy.ageOnArrival(fields, arrival.sentAt(), arrival.arrivedAt());
  }

  /** The headers of a confirmed list: its updated ones, else those of the 304. */
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

  /** The response without a content coding and without redacted members. */
  private Future<StreamedAnswer> plain(RequestTarget target, StreamedAnswer answer) {
    return redaction.concerns(target) ? redaction.redact(answer, true) : Redaction.decode(answer);
  }

  private Future<SourceAnswer<ListPassage>> keepable(ListArrival arrival, StreamedAnswer plain) {
    int status = plain.status();
    Reuse reuse =
        policy.judge(arrival.route(), status, plain.fields()::getAll, arrival.arrivedAt());
    boolean coded = plain.fields().contains(HttpHeaders.CONTENT_ENCODING);
    boolean unkept = !reuse.keep() || (coded && policy.storesJsonAlone());
    if (unkept && Statuses.isSuccess(status)) {
      return Future.succeededFuture(
          passage(plain, arrival.response(), reuse.keep() ? List.of() : reuse.rules()));
    }
    return BoundedBody.read(plain.body(), maxListBytes)
        .recover(failure -> Future.failedFuture(ofBimplus(failure)))
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

  /** A body may turn out not to be in its coding long after its beginning was read. */
  private static Throwable ofBimplus(Throwable failure) {
    return failure instanceof MalformedBodyException
        ? new UpstreamException(UpstreamFailure.MALFORMED)
        : failure;
  }

  private static SourceAnswer<ListPassage> passage(
      StreamedAnswer answer, UpstreamResponse response, List<Rule> rules) {
    response.liftDeadline();
    return new SourceAnswer.Passage<>(
        answer.status(), new ListPassage(answer, response), response::reset, rules);
  }

  private Future<SourceAnswer<ListPassage>> whole(
      ListArrival arrival, StreamedAnswer plain, Reuse reuse, byte[] body) {
    MultiMap fields = plain.fields();
    ListAnswer.Builder answer =
        ListAnswer.builder(plain.status(), body, arrival.arrivedAt())
            .receivedAge(age(arrival))
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
        : arrival.starter().elsewhere(() -> kept(answer, fields, body));
  }

  private SourceAnswer<ListPassage> kept(ListAnswer.Builder answer, MultiMap fields, byte[] body) {
    if (policy.storesJsonAlone() && !JsonText.isWhole(body)) {
      // Its type promises JSON: a truncated list would be stored for its whole TTL.
      return passed(answer.reuse(Reuse.not(Rule.NOT_JSON)), fields);
    }
    if (isOneForm(fields)) {
      answer.inOneForm();
    }
    return new SourceAnswer.Whole<>(
        answer.fields(ListFields.kept(fields, policy.tellsReuse())).toKeep());
  }

  /** In a coding that the gateway does not decode, or not to be transformed (RFC 9110, 7.7). */
  private static boolean isOneForm(MultiMap fields) {
    return fields.contains(HttpHeaders.CONTENT_ENCODING)
        || CacheControl.of(fields.getAll(HttpHeaders.CACHE_CONTROL)).has("no-transform");
  }

  private SourceAnswer<ListPassage> passed(ListAnswer.Builder answer, MultiMap fields) {
    return new SourceAnswer.Whole<>(
        answer.fields(ListFields.passed(fields, policy.tellsReuse())).toPass());
  }
}
