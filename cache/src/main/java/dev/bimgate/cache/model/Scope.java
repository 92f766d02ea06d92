package dev.bimgate.cache.model;

/** Which lists an invalidation or a purge covers, whoever's they are. */
public sealed interface Scope {

  /** Every list. */
  Scope EVERYTHING = new Everything();

  /** Whether it covers the list under this key. */
  boolean covers(CacheKey key);

  /** The lists of one route, of all teams and callers. */
  static Scope route(CacheRoute route) {
    return new OfRoute(route);
  }

  /** The lists of one route that belong to one team, of all callers. */
  static Scope team(CacheRoute route, String slug) {
    return new OfTeam(route, slug);
  }

  /** Every list of one user, through whatever app. */
  static Scope user(User user) {
    return new OfUser(user);
  }

  /** Every list of one caller. */
  static Scope caller(Caller caller) {
    return new OfCaller(caller);
  }

  /** All variants under one primary key of one caller. */
  static Scope key(CacheKey key) {
    return new OfKey(key.withoutVariant());
  }

  /** See {@link #EVERYTHING}. */
  record Everything() implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return true;
    }
  }

  /** See {@link #route}. */
  record OfRoute(CacheRoute route) implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return key.route() == route;
    }
  }

  /** See {@link #team}. */
  record OfTeam(CacheRoute route, String slug) implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return key.route() == route && key.team().equals(slug);
    }
  }

  /** See {@link #user}. */
  record OfUser(User user) implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return key.caller().user().equals(user);
    }
  }

  /** See {@link #caller}. */
  record OfCaller(Caller caller) implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return key.caller().equals(caller);
    }
  }

  /**
   * See {@link Scope#key}.
   *
   * @param primaryKey the primary key
   */
  record OfKey(CacheKey primaryKey) implements Scope {

    @Override
    public boolean covers(CacheKey key) {
      return key.withoutVariant().equals(primaryKey);
    }
  }
}
