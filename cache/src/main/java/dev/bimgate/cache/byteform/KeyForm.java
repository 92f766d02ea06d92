package dev.bimgate.cache.byteform;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The part of {@link ByteForm} that is a key, and its parts that others have, too. */
final class KeyForm {

  private KeyForm() {}

  static void write(CacheKey key, FormWriter to) throws ByteFormException {
    to.text(key.route().name());
    to.text(key.team());
    to.text(key.query());
    to.text(key.variant());
    write(key.caller(), to);
  }

  static CacheKey read(FormReader from, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    CacheRoute route = route(from, routes);
    String team = from.text();
    String query = from.text();
    String variant = from.text();
    Caller caller = caller(from);
    if (!route.perTeam() && !team.isEmpty()) {
      throw new ByteFormException("a team where there is none");
    }
    return CacheKey.of(route, caller, team, query).variant(variant);
  }

  static void write(Caller caller, FormWriter to) throws ByteFormException {
    write(caller.user(), to);
    to.text(caller.app());
    to.texts(new TreeSet<>(caller.scopes()));
  }

  static Caller caller(FormReader from) throws ByteFormException {
    return new Caller(user(from), from.text(), scopes(from));
  }

  static void write(User user, FormWriter to) throws ByteFormException {
    to.text(user.issuer());
    to.text(user.subject());
  }

  static User user(FormReader from) throws ByteFormException {
    return new User(from.text(), from.text());
  }

  static CacheRoute route(FormReader from, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    String name = from.text();
    for (CacheRoute route : routes) {
      if (route.name().equals(name)) {
        return route;
      }
    }
    throw new ByteFormException("no such route");
  }

  /** Ascending and each once: in any other order one key would have several forms. */
  private static Set<String> scopes(FormReader from) throws ByteFormException {
    List<String> scopes = from.texts();
    Set<String> ascending = new TreeSet<>(scopes);
    if (!List.copyOf(ascending).equals(scopes)) {
      throw new ByteFormException("scopes out of order");
    }
    return ascending;
  }
}
