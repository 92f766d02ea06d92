package dev.bimgate.cache.byteform;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import java.util.Collection;

/** The part of {@link ByteForm} that says which lists are invalidated, and why. */
final class InvalidationForm {

  private static final int EVERYTHING = 0;
  private static final int ROUTE = 1;
  private static final int TEAM = 2;
  private static final int USER = 3;
  private static final int CALLER = 4;
  private static final int PRIMARY_KEY = 5;

  private InvalidationForm() {}

  static void write(Invalidation invalidation, FormWriter to) throws ByteFormException {
    to.text(invalidation.reason().name());
    Scope scope = invalidation.scope();
    if (scope instanceof Scope.OfRoute of) {
      to.octet(ROUTE);
      to.text(of.route().name());
    } else if (scope instanceof Scope.OfTeam of) {
      to.octet(TEAM);
      to.text(perTeam(of.route()).name());
      to.text(of.slug());
    } else if (scope instanceof Scope.OfUser of) {
      to.octet(USER);
      KeyForm.write(of.user(), to);
    } else if (scope instanceof Scope.OfCaller of) {
      to.octet(CALLER);
      KeyForm.write(of.caller(), to);
    } else if (scope instanceof Scope.OfKey of) {
      to.octet(PRIMARY_KEY);
      KeyForm.write(of.primaryKey(), to);
    } else {
      to.octet(EVERYTHING);
    }
  }

  static Invalidation read(FormReader from, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    Invalidation.Reason reason = reason(from.text());
    return new Invalidation(scope(from, routes), reason);
  }

  private static Scope scope(FormReader from, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    int type = from.octet();
    return switch (type) {
      case EVERYTHING -> Scope.EVERYTHING;
      case ROUTE -> Scope.route(KeyForm.route(from, routes));
      case TEAM -> Scope.team(perTeam(KeyForm.route(from, routes)), from.text());
      case USER -> Scope.user(KeyForm.user(from));
      case CALLER -> Scope.caller(KeyForm.caller(from));
      case PRIMARY_KEY -> Scope.key(primary(KeyForm.read(from, routes)));
      default -> throw new ByteFormException("no such scope");
    };
  }

  private static Invalidation.Reason reason(String name) throws ByteFormException {
    try {
      return Invalidation.Reason.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw new ByteFormException("no such reason");
    }
  }

  private static CacheRoute perTeam(CacheRoute route) throws ByteFormException {
    if (!route.perTeam()) {
      throw new ByteFormException("a team where there is none");
    }
    return route;
  }

  private static CacheKey primary(CacheKey key) throws ByteFormException {
    if (!key.variant().isEmpty()) {
      throw new ByteFormException("a variant of a primary key");
    }
    return key;
  }
}
