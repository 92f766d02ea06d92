package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Test
  void theExampleRuns() {
    assertThat(example()).isEqualTo("MISS, then HIT, then MISS");
  }

  @Test
  void theReadmeShowsTheExampleThatRuns() throws IOException {
    // Given
    String here =
        Files.readString(Path.of("src/test/java/dev/bimgate/cache/ReadmeExampleTest.java"));
    String readme = Files.readString(Path.of("README.md"));

    // When
    String shown = between(readme, "```java\n", "```");

    // Then
    assertThat(shown.strip())
        .isEqualTo(between(here, "// begin\n", "// end").stripIndent().strip());
  }

  private static String example() {
    // begin
    enum Route implements CacheRoute {
      PROJECTS;

      @Override
      public boolean perTeam() {
        return true;
      }
    }

    var lifetimes =
        new Lifetimes(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));
    var policy = new RoutePolicy(lifetimes, Duration.ofSeconds(60));
    var options = new CacheOptions(List.of(policy), 64 << 20, 4 << 20, 0.1, false);
    var cache = new ListCache(options, InstantSource.system(), CacheEvents.NONE);

    var anna = new User("https://login.example/realms/allplan", "anna");
    var caller = new Caller(anna, "portal", Set.of("openid"));
    var key = CacheKey.of(Route.PROJECTS, caller, "nemetschek", "");

    Origin<Void> origin =
        known -> {
          byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
          ListResponse response = ListResponse.builder(200, body, Instant.now()).buildStored();
          return CompletableFuture.completedFuture(new OriginResponse.Complete<>(response));
        };

    var first = (LookupResult.Found<Void>) cache.lookup(key, LookupOptions.DEFAULTS, origin).join();
    var second =
        (LookupResult.Found<Void>) cache.lookup(key, LookupOptions.DEFAULTS, origin).join();
    var ofTeam = Scope.team(Route.PROJECTS, "nemetschek");
    cache.invalidate(new Invalidation(ofTeam, Invalidation.Reason.WRITE));
    var third = (LookupResult.Found<Void>) cache.lookup(key, LookupOptions.DEFAULTS, origin).join();
    // end
    return first.outcome() + ", then " + second.outcome() + ", then " + third.outcome();
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
