package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** The settings of the gateway itself. */
@ConfigMapping(prefix = "gateway")
public interface GatewaySettings {

  /** What is kept, and for how long. */
  Cache cache();

  /** Verified tokens, remembered so that they are verified once. */
  Token token();

  /** The old logins: tokens of 32 hex digits, and {@code /v2/authorize}. */
  LegacyTokens legacyTokens();

  /**
   * The members removed from every JSON answer on the paths of {@code gateway.redacted-paths},
   * whatever method and status, separated by commas.
   *
   * <p>That member is a database connection string with user and password in it. Names are compared
   * without regard to case. Empty: nothing is removed.
   */
  @WithDefault("teamWorksConnection")
  Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> redactedFields();

  /**
   * The paths on which {@code gateway.redacted-fields} are removed, each with all below, separated
   * by commas.
   *
   * <p>{@code /v2} followed by exactly one segment is always among them. Matched against the
   * decoded path, without regard to case or a trailing slash. There Bimplus is asked for {@code
   * gzip} or {@code identity} only and is sent no {@code Range}.
   */
  @WithDefault("/v2/team,/v2/teams,/v2/user,/v2/users")
  Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> redactedPaths();

  /** How the gateway ends after SIGTERM. */
  Drain drain();

  /** Who may use the operator's calls on the management port. */
  Admin admin();

  /**
   * How clients reach the gateway: scheme, host and port, and a path where a proxy adds one.
   *
   * <p>Absolute URLs are made of it; {@code X-Forwarded-*} never is. Without it there is no
   * protected resource metadata (RFC 9728).
   */
  Optional<URI> publicUrl();

  /** The settings of {@code gateway.cache}. */
  interface Cache {

    /** The project lists of the teams. */
    Route projects();

    /** The lists of teams. */
    Route teams();

    /**
     * Who decides how long a list is fresh: {@code configured} or {@code upstream}.
     *
     * <p>{@code configured}: our times, counted from arrival, whatever Bimplus says, only {@code
     * no-store} obeyed; only 200 with JSON is kept. {@code upstream}: RFC 9111 in full, our times
     * only where Bimplus is silent.
     */
    @WithDefault("configured")
    FreshnessMode freshness();

    /**
     * How long after freshness a list is still served while it is renewed in the background (RFC
     * 5861); {@code 0s} waits for the renewal.
     *
     * <p>With {@code gateway.cache.freshness=upstream} it applies only where Bimplus is silent
     * about freshness.
     */
    @WithDefault("60s")
    Duration staleWhileRevalidate();

    /**
     * How long after freshness a list is still served when Bimplus fails (RFC 5861); {@code 0s}
     * passes the failure on.
     *
     * <p>Within it a list whose load failed is loaded again 5 s later at the earliest, then 10 s,
     * up to 60 s, behind a response; a load of any list that succeeds ends these pauses.
     *
     * <p>A token of the old login is let in for as long after Bimplus last vouched for it, while
     * Bimplus cannot be asked again.
     *
     * <p>401, 403, 404 and 410 are no failures: they remove the list. Together with the freshness
     * and one load this is the longest time that a revoked right can still be read during an
     * outage; the gateway tells the sum when it starts.
     */
    @WithDefault("10m")
    Duration staleIfError();

    /**
     * How often at most a client's {@code no-cache} renews a list; {@code 0s}: always.
     *
     * <p>Counted from the last load or renewal, whoever caused it. Bounds clients only, never the
     * gateway's own renewal. A client waits for no list whose last load failed.
     *
     * <p>Default: the {@code fresh-for} of the list's route.
     */
    Optional<Duration> minRevalidationInterval();

    /**
     * The name of a targeted field to obey (RFC 9213), for example {@code CDN-Cache-Control}.
     *
     * <p>Applies with {@code gateway.cache.freshness=upstream} only.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> targetedField();

    /**
     * Lets several apps of one user with equal scopes share a list.
     *
     * <p>Two users never share one, whatever is set.
     */
    @WithDefault("false")
    boolean sharedBetweenApps();

    /**
     * The bytes of all that is kept: bodies, their gzip forms, fields and keys.
     *
     * <p>A whole number, with {@code K}, {@code M} or {@code G} for powers of 1024.
     */
    @WithDefault("64M")
    MemorySize maxSize();

    /**
     * The bytes of one list, counted like {@code gateway.cache.max-size} and not above it; when it
     * is not set, all of {@code gateway.cache.max-size} where that is less than the default.
     *
     * <p>A longer answer streams through and is not kept.
     */
    @WithDefault("4M")
    MemorySize maxEntrySize();

    /**
     * The share of {@code gateway.cache.max-size} that one caller may fill, from {@code 0%} to
     * {@code 100%}.
     */
    @WithDefault("10%")
    Share maxSharePerCaller();

    /**
     * The query parameters left out of the key and not sent to Bimplus, separated by commas: {@code
     * _} is the cache buster of the vendor's SDK. Empty: none.
     */
    @WithDefault("_")
    Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> ignoredQueryParameters();
  }

  /** The settings of one cached route. */
  interface Route {

    /** How long a list is fresh; {@code 0s} keeps nothing unless Bimplus says so. */
    @WithDefault("60s")
    Duration freshFor();
  }

  /** The settings of {@code gateway.token}. */
  interface Token {

    /**
     * The bytes of all verified tokens that are remembered; one takes about 1 KB.
     *
     * <p>When they are full, a token that is evicted is verified again by its next request. {@code
     * 0}: none is remembered, and each request verifies its token.
     */
    @WithDefault("16M")
    MemorySize maxSize();
  }

  /** The settings of {@code gateway.legacy-tokens}. */
  interface LegacyTokens {

    /** Lets old logins in. When {@code false}, their tokens get 401 and {@code authorize} 410. */
    @WithDefault("true")
    boolean enabled();

    /**
     * The day announced in the {@code Sunset} field (RFC 8594) of answers to old logins.
     *
     * <p>The field tells the last second of that day (UTC). Announces only: {@code
     * gateway.legacy-tokens.refuse-after} refuses. A day before 2026 pulls the {@code Deprecation}
     * field forward, which tells 2026-01-01 otherwise.
     */
    @WithDefault("2026-12-31")
    @WithConverter(DateConverter.class)
    LocalDate sunset();

    /**
     * The last day (to its end, UTC) on which old logins are let in.
     *
     * <p>A day that has passed refuses them at once; {@code gateway.legacy-tokens.sunset} does not
     * matter to it.
     */
    @WithConverter(DateConverter.class)
    Optional<LocalDate> refuseAfter();
  }

  /** The settings of {@code gateway.drain}. */
  interface Drain {

    /**
     * How long after SIGTERM the gateway goes on serving while it reports not ready; {@code 0s}
     * finishes at once.
     */
    @WithDefault("2s")
    Duration keepServing();

    /**
     * How long after {@code gateway.drain.keep-serving} requests that have begun may go on; {@code
     * 0s} resets them at once.
     *
     * <p>The orchestrator's grace period must be longer than both together.
     */
    @WithDefault("25s")
    Duration finish();
  }

  /** The settings of {@code gateway.admin}. */
  interface Admin {

    /**
     * The bearer token of the operator's calls on the management port; without it these calls do
     * not exist.
     *
     * <p>Tokens of users count for nothing there.
     *
     * <p>Not together with {@code gateway.admin.token-file}.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> token();

    /**
     * A file that holds the operator's token, read at start, white space around it removed.
     *
     * <p>Not together with {@code gateway.admin.token}.
     */
    @WithConverter(FileConverter.class)
    Optional<Path> tokenFile();
  }
}
