package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One list, requested in several languages, of an upstream whose responses may vary by them. */
final class LanguageBench {

  static final Variance BY_LANGUAGE = Variance.of(List.of("Accept-Language"));

  final Bench bench;
  final ListCache cache;
  final List<CompletableFuture<SourceAnswer<String>>> calls = new ArrayList<>();

  LanguageBench() {
    this(new Bench());
  }

  LanguageBench(Bench bench) {
    this.bench = bench;
    this.cache = bench.cache;
  }

  /** Stores a list for requests in this language. */
  void keep(String language, String body) {
    var asked = ask(language);
    land(body, BY_LANGUAGE);
    assertThat(told(asked)).isEqualTo("MISS " + body);
  }

  CompletableFuture<Lookup<String>> ask(String language) {
    return cache.lookup(ANNAS, Ask.PLAIN, new From(language));
  }

  /** The fresh list in memory for a request in this language. */
  @Nullable StoredResponse hit(String language) {
    return cache.hit(ANNAS, Ask.PLAIN, requestIn(language), bench.clock.millis());
  }

  /** Completes the latest call. */
  void land(String body, Variance variance) {
    land(calls.size(), body, variance);
  }

  /** Completes one call, the first being 1. */
  void land(int call, String body, Variance variance) {
    ListAnswer answer =
        ListAnswer.builder(200, Lists.bytes(body), bench.clock.instant())
            .validators(new Validators('"' + body + '"', null))
            .reuse(new Reuse(true, null, variance, List.of()))
            .toKeep();
    answer(call, new SourceAnswer.Whole<>(answer));
  }

  /** Completes the latest call with a response that is served once. */
  void refuse(int status) {
    refuse(calls.size(), status);
  }

  void refuse(int call, int status) {
    ListAnswer answer = Lists.told(status, "status " + status, bench.clock.instant());
    answer(call, new SourceAnswer.Whole<>(answer));
  }

  void answer(int call, SourceAnswer<String> answer) {
    calls.get(call - 1).complete(answer);
  }

  /** The headers of a request in this language. */
  static FieldLines requestIn(String language) {
    return FieldLines.from(List.of(Map.entry("Accept-Language", language)));
  }

  /** A request in a language. */
  final class From implements ListSource<String> {

    private final FieldLines fields;

    From(String language) {
      fields = requestIn(language);
    }

    @Override
    public CompletionStage<SourceAnswer<String>> fetch(@Nullable ListAnswer known) {
      var call = new CompletableFuture<SourceAnswer<String>>();
      calls.add(call);
      return call;
    }

    @Override
    public FieldLines request() {
      return fields;
    }
  }
}
