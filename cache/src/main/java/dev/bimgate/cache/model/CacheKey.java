package dev.bimgate.cache.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cache key: two are equal only if route, caller, team, query and variant all are.
 *
 * <p>The hash is computed once, because a request looks a key up several times.
 */
public final class CacheKey {

  private final CacheRoute route;
  private final Caller caller;
  private final String team;
  private final String query;
  private final String variant;
  private final @Nullable CacheKey withoutVariant;
  private final int hash;

  private CacheKey(
      CacheRoute route,
      Caller caller,
      String team,
      String query,
      String variant,
      @Nullable CacheKey anyVariant) {
    this.route = Objects.requireNonNull(route, "route");
    this.caller = Objects.requireNonNull(caller, "caller");
    this.team = Objects.requireNonNull(team, "team");
    this.query = Objects.requireNonNull(query, "query");
    this.variant = Objects.requireNonNull(variant, "variant");
    this.withoutVariant = anyVariant;
    int primary = 31 * (31 * caller.hashCode() + team.hashCode()) + query.hashCode();
    this.hash = 31 * (31 * primary + variant.hashCode()) + route.name().hashCode();
  }

  /**
   * The primary key of a caller's request.
   *
   * @param team the slug; empty on a route that has no teams
   * @param query already normalised, so that equal requests have equal keys; empty for none
   * @throws IllegalArgumentException if a team is given to a route that has none
   */
  public static CacheKey of(CacheRoute route, Caller caller, String team, String query) {
    if (!route.perTeam() && !team.isEmpty()) {
      throw new IllegalArgumentException(route.name() + " has no teams");
    }
    return new CacheKey(route, caller, team, query, "", null);
  }

  public CacheRoute route() {
    return route;
  }

  public Caller caller() {
    return caller;
  }

  /** The slug; empty on a route that has no teams. */
  public String team() {
    return team;
  }

  public String query() {
    return query;
  }

  /** The variant under the primary key; empty where responses do not vary. */
  public String variant() {
    return variant;
  }

  /**
   * The key of a variant (RFC 9111, section 4.1).
   *
   * @param ofRequest what distinguishes the requests that select it; empty where they do not vary
   */
  public CacheKey variant(String ofRequest) {
    if (variant.equals(ofRequest)) {
      return this;
    }
    CacheKey primary = withoutVariant();
    return ofRequest.isEmpty()
        ? primary
        : new CacheKey(route, caller, team, query, ofRequest, primary);
  }

  /** The primary key, without the variant (RFC 9111, section 2). */
  public CacheKey withoutVariant() {
    return withoutVariant == null ? this : withoutVariant;
  }

  /** The same key without the app. */
  public CacheKey withoutApp() {
    return of(route, withoutApp(caller), team, query).variant(variant);
  }

  public static Caller withoutApp(Caller caller) {
    return caller.app().isEmpty() ? caller : new Caller(caller.user(), "", caller.scopes());
  }

  /** The characters of the key, counted as one byte each. */
  public long weightBytes() {
    long scopes = 0;
    for (String scope : caller.scopes()) {
      scopes += scope.length();
    }
    User user = caller.user();
    int names = user.issuer().length() + user.subject().length() + caller.app().length();
    return scopes + names + team.length() + query.length() + variant.length();
  }

  /** As how many ordinary keys it counts where only keys are stored; one has up to 1 KB. */
  public int places() {
    return 1 + (int) (weightBytes() / 1024);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof CacheKey key && hash == key.hash && isSame(key));
  }

  private boolean isSame(CacheKey key) {
    return route == key.route
        && team.equals(key.team)
        && query.equals(key.query)
        && variant.equals(key.variant)
        && caller.equals(key.caller);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    String which = variant.isEmpty() ? "" : ", variant=" + variant;
    return route + "[" + caller + ", team=" + team + ", query=" + query + which + "]";
  }
}
