package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Ask;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.ListSource;
import dev.bimgate.cache.Lookup;
import dev.bimgate.cache.LookupOutcome;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.StoredResponse;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.RequestDirectives;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.gateway.context.FieldNames;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.QueryText;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.redaction.Redaction;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves the cached routes: from the cache, or from one load that all requests wait for. */
public final class ListHandler {

  private static final Logger LOG = Logger.getLogger(ListHandler.class);

  private static final CharSequence IF_MATCH = HttpHeaders.createOptimized("If-Match");
  private static final CharSequence IF_UNMODIFIED_SINCE =
      HttpHeaders.createOptimized("If-Unmodified-Since");
  private static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");

  private final ListCache cache;
  private final BiConsumer<ListKey, Boolean> loads;
  private final ListLoader loader;
  private final ListAnswerWriter writer;
  private final InstantSource clock;
  private final Duration lifeForRevalidation;
  private final CacheBypass bypass;
  private final PassthroughHandler passthrough;

  private ListHandler(
      ListCache cache,
      BiConsumer<ListKey, Boolean> loads,
      ListLoader loader,
      ListAnswerWriter writer,
      InstantSource clock,
      Duration lifeForRevalidation,
      CacheBypass bypass,
      PassthroughHandler passthrough) {
    this.cache = cache;
    this.loads = loads;
    this.loader = loader;
    this.writer = writer;
    this.clock = clock;
    this.lifeForRevalidation = lifeForRevalidation;
    this.bypass = bypass;
    this.passthrough = passthrough;
  }

  /**
   * A handler that loads from Bimplus.
   *
   * @param loads gets each lookup that has loaded its list, and whether it was stored
   * @param policy which responses are stored, and for how long
   * @param maxListBytes a longer list is streamed
   * @param listTimeout the longest time of a load: a credential must stay valid that long to be
   *     used for one after the response
   * @param bypass the operator's switch
   * @param passthrough handles a request that must go to Bimplus
   */
  public static ListHandler of(
      ListCache cache,
      BiConsumer<ListKey, Boolean> loads,
      BimplusClient client,
      Redaction redaction,
      InstantSource clock,
      StoragePolicy policy,
      long maxListBytes,
      Duration listTimeout,
      CacheBypass bypass,
      PassthroughHandler passthrough) {
    ListAnswerReader reader = new ListAnswerReader(redaction, policy, maxListBytes);
    ListLoader loader = new ListLoader(client, clock, reader, listTimeout);
    ListAnswerWriter writer = new ListAnswerWriter(policy.tellsReuse());
    return new ListHandler(cache, loads, loader, writer, clock, listTimeout, bypass, passthrough);
  }

  public void handle(RequestContext request, CachedRoute route) {
    request.outcome().route(route);
    RequestDirectives directives = directives(request);
    if (mustBypass(request) || directives.noStore()) {
      cache.passBy(route);
      if (directives.onlyIfCached()) {
        unavailable(request, LookupOutcome.BYPASS);
      } else {
        alone(request);
      }
      return;
    }
    long now = clock.millis();
    ListKey key = route.key(request.identity().caller(), request.target());
    Ask ask = ask(request, directives, now);
    Load load = new Load(loader, request, route);
    StoredResponse hit = cache.hit(key, ask, load, now);
    if (hit != null) {
      writer.write(request, hit, now);
    } else {
      lookUp(request, key, ask, now, load);
    }
  }

  private void lookUp(RequestContext request, ListKey key, Ask ask, long now, Load load) {
    CompletableFuture<Lookup<ListPassage>> lookup = cache.lookup(key, ask, now, load);
    if (lookup.isDone() && !lookup.isCompletedExceptionally()) {
      // Not as a dependent stage, which would swallow a defect.
      answer(request, key, lookup.join(), null);
      return;
    }
    request.whenOver(() -> lookup.cancel(false));
    CompletionStage<Lookup<ListPassage>> ended = lookup;
    ended.whenComplete(
        (found, failure) -> request.onEventLoop(() -> answer(request, key, found, failure)));
  }

  /**
   * Preconditions on state, bodies and odd queries are Bimplus's to evaluate; an operator may make
   * all requests bypass.
   */
  private boolean mustBypass(RequestContext request) {
    MultiMap fields = request.request().headers();
    return bypass.isOn()
        || fields.contains(IF_MATCH)
        || fields.contains(IF_UNMODIFIED_SINCE)
        || request.announcesBody()
        || !QueryText.fitsUri(request.target().query());
  }

  private static RequestDirectives directives(RequestContext request) {
    MultiMap fields = request.request().headers();
    return fields.contains(HttpHeaders.CACHE_CONTROL) || fields.contains(PRAGMA)
        ? RequestDirectives.of(fields::getAll)
        : RequestDirectives.NONE;
  }

  private Ask ask(RequestContext request, RequestDirectives directives, long nowMillis) {
    long lifeMillis = request.identity().expiresAt().toEpochMilli() - nowMillis;
    boolean later = lifeMillis > lifeForRevalidation.toMillis();
    Ask.Reach reach = reach(request, directives);
    if (later && reach == Ask.Reach.UPSTREAM && directives == RequestDirectives.NONE) {
      return Ask.PLAIN;
    }
    return new Ask(
        directives.noCache(),
        directives.maxAge(),
        Objects.requireNonNullElse(directives.minFresh(), Duration.ZERO),
        Objects.requireNonNullElse(directives.maxStale(), Duration.ZERO),
        reach,
        later);
  }

  /** A range is not worth a load: unless the list is stored, Bimplus serves it. */
  private static Ask.Reach reach(RequestContext request, RequestDirectives directives) {
    if (directives.onlyIfCached()) {
      return Ask.Reach.MEMORY;
    }
    return !request.isHead() && request.request().headers().contains(FieldNames.RANGE)
        ? Ask.Reach.MEMORY_OR_ALONE
        : Ask.Reach.UPSTREAM;
  }

  private void answer(
      RequestContext request,
      ListKey key,
      @Nullable Lookup<ListPassage> found,
      @Nullable Throwable failure) {
    if (request.isOver()) {
      abandon(found);
      return;
    }
    if (found == null) {
      fail(request, failure == null ? new IllegalStateException("no result") : failure);
      return;
    }
    if (found instanceof Lookup.Found<ListPassage> list) {
      if (list.outcome() == LookupOutcome.MISS) {
        loads.accept(key, list.stored());
      }
      writer.write(request, list);
    } else if (found instanceof Lookup.Passage<ListPassage> passage) {
      loads.accept(key, false);
      pass(request, passage);
    } else if (found instanceof Lookup.Unavailable) {
      unavailable(request, LookupOutcome.MISS);
    } else {
      alone(request);
    }
  }

  private static void fail(RequestContext request, Throwable failure) {
    Problem problem = UpstreamProblem.of(failure);
    if (problem.type() == ProblemType.INTERNAL) {
      LOG.errorf(UpstreamProblem.unwrapped(failure), "Request %s failed", request.id());
    }
    ProblemAnswer.write(request, problem);
  }

  /** The client left after its load had ended: nothing else closes the stream. */
  private static void abandon(@Nullable Lookup<ListPassage> found) {
    if (found instanceof Lookup.Passage<ListPassage> passage) {
      passage.stream().source().reset();
    }
  }

  private static void pass(RequestContext request, Lookup.Passage<ListPassage> found) {
    ListPassage passage = found.stream();
    int status = passage.answer().status();
    RequestOutcome outcome = request.outcome();
    outcome.lookup(LookupOutcome.MISS, CacheStatus.ofPassage(found.forward(), status));
    request.whenOver(passage.source()::reset);
    passage.answer().send(request, () -> outcome.result(Outcome.UPSTREAM_BROKEN));
  }

  private static void unavailable(RequestContext request, LookupOutcome how) {
    request.outcome().lookup(how, null);
    ProblemAnswer.write(
        request,
        new Problem(
            ProblemType.NOT_CACHED,
            "The list is not cached, and the request forbids fetching it."));
  }

  private void alone(RequestContext request) {
    request.outcome().lookup(LookupOutcome.BYPASS, CacheStatus.BYPASS);
    passthrough.handle(request);
  }

  /** The load that a request may start, and its headers, which select among responses that vary. */
  private record Load(ListLoader loader, RequestContext starter, CachedRoute route)
      implements ListSource<ListPassage>, FieldLines {

    @Override
    public CompletionStage<SourceAnswer<ListPassage>> fetch(@Nullable ListAnswer known) {
      return loader.load(starter, route, known).toCompletionStage();
    }

    @Override
    public FieldLines request() {
      return this;
    }

    @Override
    public List<String> of(String name) {
      return starter.request().headers().getAll(name);
    }
  }
}
