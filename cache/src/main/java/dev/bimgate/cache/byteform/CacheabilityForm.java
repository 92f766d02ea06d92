package dev.bimgate.cache.byteform;

import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link ByteForm} that says how long, and for which requests, a response is stored.
 */
final class CacheabilityForm {

  private CacheabilityForm() {}

  static void write(Cacheability cacheability, FormWriter to) throws ByteFormException {
    if (cacheability.vary().isAny()) {
      throw new ByteFormException("for no other request");
    }
    to.octet(cacheability.keep() ? 1 : 0);
    Lifetimes lifetimes = cacheability.lifetimes();
    to.octet(lifetimes == null ? 0 : 1);
    if (lifetimes != null) {
      to.duration(lifetimes.freshFor());
      to.duration(lifetimes.staleWhileRevalidate());
      to.duration(lifetimes.staleIfError());
    }
    to.texts(cacheability.vary().names());
    to.texts(cacheability.rules().stream().map(Rule::name).toList());
  }

  static Cacheability read(FormReader from) throws ByteFormException {
    boolean keep = from.isThere();
    Lifetimes lifetimes = lifetimes(from);
    return new Cacheability(keep, lifetimes, vary(from.texts()), rules(from.texts()));
  }

  private static @Nullable Lifetimes lifetimes(FormReader from) throws ByteFormException {
    return from.isThere() ? new Lifetimes(from.duration(), from.duration(), from.duration()) : null;
  }

  private static Vary vary(List<String> names) throws ByteFormException {
    Vary vary = Vary.of(names);
    if (!vary.names().equals(names)) {
      throw new ByteFormException("header names are not in order");
    }
    return vary;
  }

  private static List<Rule> rules(List<String> names) throws ByteFormException {
    List<Rule> rules = new ArrayList<>(names.size());
    for (String name : names) {
      try {
        rules.add(Rule.valueOf(name));
      } catch (IllegalArgumentException unknown) {
        throw new ByteFormException("an unknown rule");
      }
    }
    return rules;
  }
}
