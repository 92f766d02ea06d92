package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.cache.store.StoredResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One list, requested in several languages, of an upstream whose responses may vary by them. */
public final class LanguageBench {

  public static final Vary BY_LANGUAGE = Vary.of(List.of("Accept-Language"));

  public final Bench bench;
  public final ListCache cache;
  public final List<CompletableFuture<OriginResponse<String>>> calls = new ArrayList<>();

  LanguageBench() {
    this(new Bench());
  }

  public LanguageBench(Bench bench) {
    this.bench = bench;
    this.cache = bench.cache;
  }

  /** Stores a list for requests in this language. */
  void keep(String language, String body) {
    var asked = ask(language);
    complete(body, BY_LANGUAGE);
    assertThat(served(asked)).isEqualTo("MISS " + body);
  }

  CompletableFuture<LookupResult<String>> ask(String language) {
    return cache.lookup(ANNAS, LookupOptions.DEFAULTS, new From(language));
  }

  /** The fresh list in memory for a request in this language. */
  @Nullable StoredResponse hit(String language) {
    return cache.hit(ANNAS, LookupOptions.DEFAULTS, requestIn(language), bench.clock.millis());
  }

  /** Completes the latest call. */
  void complete(String body, Vary vary) {
    complete(calls.size(), body, vary);
  }

  /** Completes one call, the first being 1. */
  void complete(int call, String body, Vary vary) {
    ListResponse response =
        ListResponse.builder(200, Lists.bytes(body), bench.clock.instant())
            .validators(new Validators('"' + body + '"', null))
            .cacheability(new Cacheability(true, null, vary, List.of()))
            .buildStored();
    respond(call, new OriginResponse.Complete<>(response));
  }

  /** Completes the latest call with a response that is served once. */
  void refuse(int status) {
    refuse(calls.size(), status);
  }

  void refuse(int call, int status) {
    ListResponse response =
        Lists.transientResponse(status, "status " + status, bench.clock.instant());
    respond(call, new OriginResponse.Complete<>(response));
  }

  public void respond(int call, OriginResponse<String> response) {
    calls.get(call - 1).complete(response);
  }

  /** The headers of a request in this language. */
  public static Headers requestIn(String language) {
    return Headers.from(List.of(Map.entry("Accept-Language", language)));
  }

  /** A request in a language. */
  public final class From implements Origin<String> {

    private final Headers headers;

    public From(String language) {
      headers = requestIn(language);
    }

    @Override
    public CompletionStage<OriginResponse<String>> fetch(@Nullable ListResponse known) {
      var call = new CompletableFuture<OriginResponse<String>>();
      calls.add(call);
      return call;
    }

    @Override
    public Headers request() {
      return headers;
    }
  }
}
