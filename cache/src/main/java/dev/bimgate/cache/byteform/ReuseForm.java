package dev.bimgate.cache.byteform;

import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Rule;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.http.Variance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link ByteForm} that says how long, and for which requests, a response is stored.
 */
final class ReuseForm {

  private ReuseForm() {}

  static void write(Reuse reuse, FormWriter to) throws ByteFormException {
    if (reuse.variance().isAny()) {
      throw new ByteFormException("for no other request");
    }
    to.octet(reuse.keep() ? 1 : 0);
    Windows windows = reuse.windows();
    to.octet(windows == null ? 0 : 1);
    if (windows != null) {
      to.duration(windows.freshFor());
      to.duration(windows.staleWhileRevalidate());
      to.duration(windows.staleIfError());
    }
    to.texts(reuse.variance().names());
    to.texts(reuse.rules().stream().map(Rule::name).toList());
  }

  static Reuse read(FormReader from) throws ByteFormException {
    boolean keep = from.isThere();
    Windows windows = windows(from);
    return new Reuse(keep, windows, variance(from.texts()), rules(from.texts()));
  }

  private static @Nullable Windows windows(FormReader from) throws ByteFormException {
    return from.isThere() ? new Windows(from.duration(), from.duration(), from.duration()) : null;
  }

  private static Variance variance(List<String> names) throws ByteFormException {
    Variance variance = Variance.of(names);
    if (!variance.names().equals(names)) {
      throw new ByteFormException("header names are not in order");
    }
    return variance;
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
