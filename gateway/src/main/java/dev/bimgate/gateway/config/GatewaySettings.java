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

/** The settings of the gateway. */
@ConfigMapping(prefix = GatewaySettings.PREFIX)
public interface GatewaySettings {

  /** What all names begin with. */
  String PREFIX = "gateway";

  /** The list cache. */
  Cache cache();

  /** The cache of verified tokens. */
  Token token();

  /** Legacy tokens of 32 hex digits, and {@code /v2/authorize}. */
  LegacyTokens legacyTokens();

  /**
   * The members removed from JSON responses on the paths of {@code gateway.redacted-paths}, for any
   * method and status, separated by commas.
   *
   * <p>The default is a database connection string with user and password. Names are
   * case-insensitive. Empty: nothing is removed.
   */
  @WithDefault("teamWorksConnection")
  Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> redactedFields();

  /**
   * The paths on which {@code gateway.redacted-fields} are removed, each with all paths below it,
   * separated by commas.
   *
   * <p>{@code /v2} followed by exactly one segment is always included. Matched against the decoded
   * path, ignoring case and a trailing slash. Requests there are sent to Bimplus with {@code
   * Accept-Encoding} limited to {@code gzip} and {@code identity}, and without {@code Range}.
   */
  @WithDefault("/v2/team,/v2/teams,/v2/user,/v2/users")
  Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> redactedPaths();

  /** Graceful shutdown after SIGTERM. */
  Drain drain();

  /** Limits of users, of clients without one, and of the gateway itself. */
  Limits limits();

  /** Access to the admin API on the management port. */
  Admin admin();

  /** Several gateways as one, through Valkey. */
  Peers peers();

  /** The log. */
  Log log();

  /** Traces of requests, for an OpenTelemetry collector. */
  Traces traces();

  /**
   * The gateway's URL for clients: scheme, host and port, and a path if a proxy adds one.
   *
   * <p>The base of absolute URLs; {@code X-Forwarded-*} is never used for them. Without it there is
   * no protected resource metadata (RFC 9728).
   */
  Optional<URI> publicUrl();

  /**
   * The proxies in front of the gateway: addresses or CIDR blocks such as {@code 10.0.0.0/8},
   * separated by commas.
   *
   * <p>If the peer of a connection is one of them, the client's address is the last one in {@code
   * X-Forwarded-For} that is none of them; else it is the peer's, whatever the header says. It
   * counts for {@code gateway.limits.login-rate} and for {@code client} in the request log. Behind
   * a proxy that is not listed, all clients share one address. The header is never sent to Bimplus.
   */
  Optional<Set<AddressRange>> trustedProxies();

  /**
   * How often the files that settings name are looked at: certificates, their keys and authorities
   * ({@code quarkus.tls.*}), {@code gateway.admin.token-file} and {@code gateway.peers.key-file}.
   *
   * <p>What has changed is read again and used from then on, without a restart; what is malformed
   * is not, and is a warning in the log. {@code 0s}: files are read at start alone.
   */
  @WithDefault("10s")
  Duration fileReloadPeriod();

  /** The settings of {@code gateway.cache}. */
  interface Cache {

    /** The project lists of the teams. */
    Route projects();

    /** The lists of teams. */
    Route teams();

    /**
     * What determines how long a list is fresh: {@code configured} or {@code upstream}.
     *
     * <p>{@code configured}: the TTL of the route, counted from arrival; of Bimplus's directives
     * only {@code no-store} applies, and only 200 with JSON is stored. {@code upstream}: RFC 9111
     * in full; the TTL applies only to responses without freshness of their own.
     */
    @WithDefault("configured")
    FreshnessMode freshness();

    /**
     * How long after its TTL a list is served stale while it is revalidated in the background (RFC
     * 5861); {@code 0s} waits for the revalidation.
     *
     * <p>With {@code gateway.cache.freshness=upstream} it applies only to responses without
     * freshness of their own.
     */
    @WithDefault("60s")
    Duration staleWhileRevalidate();

    /**
     * How long after its TTL a list is served stale when Bimplus fails (RFC 5861); {@code 0s}
     * passes the failure on.
     *
     * <p>Within this window a list whose load failed is loaded again in the background, after a
     * backoff of 5 s, then 10 s, up to 60 s; a successful load of any list ends the backoff.
     *
     * <p>While Bimplus is unavailable, a legacy token is accepted for as long after its last
     * successful lookup.
     *
     * <p>401, 403, 404 and 410 are no failures: they remove the list. TTL, this window and one load
     * together are the longest time for which a revoked right stays readable in an outage; the
     * gateway logs the sum at start.
     */
    @WithDefault("10m")
    Duration staleIfError();

    /**
     * The least time between revalidations of a list by a client's {@code no-cache}; {@code 0s}: no
     * limit.
     *
     * <p>Counted from the last load or revalidation, whatever caused it. Limits clients only, never
     * the gateway's own revalidation. A client never waits for a list whose last load failed.
     *
     * <p>Default: the {@code fresh-for} of the list's route.
     */
    Optional<Duration> minRevalidationInterval();

    /**
     * The name of a targeted cache control header to apply (RFC 9213), for example {@code
     * CDN-Cache-Control}.
     *
     * <p>Applies with {@code gateway.cache.freshness=upstream} only.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> targetedField();

    /**
     * Shares a list between several apps of one user with equal scopes.
     *
     * <p>Two users never share one.
     */
    @WithDefault("false")
    boolean sharedBetweenApps();

    /**
     * The size of the cache in bytes: bodies, their gzip forms, headers and keys.
     *
     * <p>A whole number, with {@code K}, {@code M} or {@code G} for powers of 1024.
     */
    @WithDefault("64M")
    MemorySize maxSize();

    /**
     * The largest list that is stored, in bytes counted like {@code gateway.cache.max-size}, and
     * not above that; the default is lowered to that.
     *
     * <p>A larger response is streamed and not stored.
     */
    @WithDefault("4M")
    MemorySize maxEntrySize();

    /**
     * The most of {@code gateway.cache.max-size} that one caller may use, from {@code 0%} to {@code
     * 100%}.
     */
    @WithDefault("10%")
    Share maxSharePerCaller();

    /**
     * The query parameters excluded from the cache key and not sent to Bimplus, separated by
     * commas: {@code _} is the cache buster of the vendor's SDK. Empty: none.
     */
    @WithDefault("_")
    Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> ignoredQueryParameters();
  }

  /** The settings of one cached route. */
  interface Route {

    /** The TTL of a list; {@code 0s} stores nothing unless Bimplus sends freshness. */
    @WithDefault("60s")
    Duration freshFor();
  }

  /** The settings of {@code gateway.token}. */
  interface Token {

    /**
     * The size of the cache of verified tokens in bytes; one takes about 1 KB.
     *
     * <p>An evicted token is verified again with its next request. {@code 0}: none is cached, and
     * each request verifies its token.
     */
    @WithDefault("16M")
    MemorySize maxSize();
  }

  /** The settings of {@code gateway.legacy-tokens}. */
  interface LegacyTokens {

    /** Accepts legacy tokens. If {@code false}, they get 401 and {@code authorize} 410. */
    @WithDefault("true")
    boolean enabled();

    /**
     * The date in the {@code Sunset} header (RFC 8594) of responses to legacy tokens.
     *
     * <p>The header has the last second of that day (UTC). It only announces: {@code
     * gateway.legacy-tokens.refuse-after} ends acceptance. A day before 2026 also moves the {@code
     * Deprecation} header forward, which is 2026-01-01 otherwise.
     */
    @WithDefault("2026-12-31")
    @WithConverter(DateConverter.class)
    LocalDate sunset();

    /**
     * The last day (to its end, UTC) on which legacy tokens are accepted.
     *
     * <p>After a past day they are rejected at once; {@code gateway.legacy-tokens.sunset} does not
     * affect it.
     */
    @WithConverter(DateConverter.class)
    Optional<LocalDate> refuseAfter();
  }

  /** The settings of {@code gateway.drain}. */
  interface Drain {

    /**
     * The shutdown delay: how long after SIGTERM the gateway serves while readiness fails; {@code
     * 0s} skips it.
     */
    @WithDefault("2s")
    Duration keepServing();

    /**
     * The shutdown timeout: how long after {@code gateway.drain.keep-serving} in-flight requests
     * may take; {@code 0s} resets them at once.
     *
     * <p>The orchestrator's grace period must be longer than both together.
     */
    @WithDefault("25s")
    Duration finish();
  }

  /** The settings of {@code gateway.limits}. */
  interface Limits {

    /**
     * The part of a user's budget at Bimplus that is reserved for writes: once no more than that is
     * left, reads are not sent to Bimplus. {@code 0%}: none.
     *
     * <p>Lists are then served stale within {@code gateway.cache.stale-if-error}; other reads get
     * 429.
     */
    @WithDefault("1%")
    Share writeReserve();

    /**
     * How many calls to Bimplus one user may make in a period, for example {@code 20/s} or {@code
     * 600/m}; as many at once.
     *
     * <p>Counts reads, writes and the gateway's own revalidations. Responses from the cache do not
     * count. Default: no limit but Bimplus's.
     */
    Optional<Rate> perUserRate();

    /**
     * The most of a user's budget that one app may use before the budget resets; at least one call.
     *
     * <p>Applies once Bimplus's responses have confirmed the budget.
     */
    @WithDefault("100%")
    Share perAppShare();

    /**
     * The most logins from one client address, written {@code 30/m}; also per second ({@code /s})
     * or hour ({@code /h}).
     *
     * <p>Logins are {@code POST /v2/authorize}, {@code POST /v2/auth-forgot} and lookups of legacy
     * tokens that Bimplus has not accepted before. As many as in one period may come at once;
     * further ones get 429 with {@code Retry-After}, and no call is made. While Bimplus allows few
     * further calls without credential, it is one a minute. IPv6 addresses count by their first 64
     * bits. Behind a proxy, set {@code gateway.trusted-proxies}; raise the rate if many users share
     * an address.
     */
    @WithDefault("30/m")
    Rate loginRate();

    /**
     * The most requests that wait at once for Bimplus, for the issuer or for their own body;
     * responses from the cache do not count.
     *
     * <p>Above it lists are served from the cache alone, stale ones as in an outage, and all other
     * requests get 503 {@code overloaded} before their token is read; above twice as many, all
     * requests do.
     */
    @WithDefault("2000")
    int maxRequests();
  }

  /** The settings of {@code gateway.admin}. */
  interface Admin {

    /**
     * The bearer token of the admin API on the management port; without it the API does not exist.
     *
     * <p>Tokens of users are not accepted there.
     *
     * <p>Conflicts with {@code gateway.admin.token-file}.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> token();

    /**
     * A file with the admin token, trimmed, and read again when it changes.
     *
     * <p>Conflicts with {@code gateway.admin.token}.
     */
    @WithConverter(FileConverter.class)
    Optional<Path> tokenFile();
  }

  /** The settings of {@code gateway.peers}. */
  interface Peers {

    /**
     * The Valkey, or Redis of version 6.2 or later, through which gateways invalidate together:
     * {@code rediss://user:password@host:port}. Without it this gateway is alone.
     *
     * <p>Gateways with the same one and the same Bimplus are peers. {@code redis:} is accepted for
     * loopback hosts only. The certificate must be for that host, and is verified by {@code
     * quarkus.tls.gateway-peers.trust-store.*}, or else by the trust store of the JVM.
     *
     * <p>Requires {@code gateway.peers.key-file}.
     */
    Optional<URI> url();

    /**
     * The file with the keys that seal what is stored in Valkey, one a line: 32 random bytes in
     * base64, as {@code openssl rand -base64 32} prints. The first one seals, all open.
     *
     * <p>To replace a key, on all gateways: append the new one, then move it to the front, then
     * remove the old one. The file is read again when it changes.
     *
     * <p>Requires {@code gateway.peers.url}.
     */
    @WithConverter(FileConverter.class)
    Optional<Path> keyFile();

    /**
     * How long a gateway trusts its lists without word from Valkey, from {@code 500ms} to {@code
     * 9s}. A paused or disconnected peer delays writes by this time once.
     *
     * <p>Use the same on all gateways; the first one of a group determines it for all.
     */
    @WithDefault("2s")
    Duration lease();

    /**
     * While the gateway is isolated, how long ago the load of a list that is served may have begun;
     * {@code 0s} loads each list again.
     */
    @WithDefault("2s")
    Duration isolatedFreshFor();

    /**
     * What an isolated gateway does with writes that invalidate lists: {@code pass} or {@code
     * refuse}.
     *
     * <p>{@code pass}: they are sent, and their responses are delayed by {@code
     * gateway.peers.lease} and 100 ms. If this gateway alone is disconnected, other gateways serve
     * the lists from before until it returns. {@code refuse}: 503 {@code isolated}, and nothing is
     * sent; also instead of the response to a write that was sent before the gateway knew.
     */
    @WithDefault("pass")
    IsolatedWrites isolatedWrites();
  }

  /** The settings of {@code gateway.log}. */
  interface Log {

    /**
     * The format of all log lines: {@code text} or {@code json}, an object a line.
     *
     * <p>Mistakes in the settings, on standard error before anything starts, are always text.
     */
    @WithDefault("text")
    LogFormat format();

    /**
     * Which requests get a log line: {@code all}, {@code errors} or {@code none}.
     *
     * <p>{@code errors}: those with a status from 400 on, and those whose response is not complete.
     * Metrics count all.
     */
    @WithDefault("all")
    LoggedRequests requests();
  }

  /** The settings of {@code gateway.traces}. */
  interface Traces {

    /**
     * The OpenTelemetry collector that gets spans, by OTLP over HTTP, for example {@code
     * http://collector:4318}; {@code /v1/traces} is appended. Without it nothing is recorded.
     *
     * <p>Other settings of the connection are Quarkus's, such as {@code
     * quarkus.otel.exporter.otlp.traces.headers}.
     */
    Optional<URI> endpoint();

    /**
     * The part of the requests without {@code traceparent} that is recorded, from {@code 0%} to
     * {@code 100%}.
     *
     * <p>A request with {@code traceparent} is recorded if that has the flag {@code sampled},
     * within {@code gateway.traces.client-rate}.
     */
    @WithDefault("1%")
    Share sampled();

    /**
     * The most requests that are recorded because their {@code traceparent} has the flag {@code
     * sampled}, for example {@code 100/s} or {@code 6000/m}.
     *
     * <p>Any client can set the flag. Raise the rate if what is in front of the gateway samples
     * more requests: of further ones the traces have no spans of the gateway.
     */
    @WithDefault("100/s")
    Rate clientRate();
  }
}
