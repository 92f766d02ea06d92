package dev.bimgate.gateway.context;

import dev.bimgate.cache.model.Header;
import io.vertx.core.MultiMap;

/** Where the headers of a stored response go: into those of Vert.x, or as {@link HeaderLines}. */
public sealed interface HeaderTarget permits HeaderTarget.OfVertx, HeaderLines {

  /** Adds a line. */
  void add(Header header);

  /**
   * Adds a line.
   *
   * @param value a constant, or made of constants and numbers alone
   */
  void add(CharSequence name, CharSequence value);

  /**
   * Sets a header in place of what was there.
   *
   * @param value as for {@link #add(CharSequence, CharSequence)}, or checked by {@link Header}
   */
  void set(CharSequence name, CharSequence value);

  /** Sets a header to a number that is not negative. */
  void set(CharSequence name, long value);

  /** The headers of a response, each of which Vert.x validates. */
  record OfVertx(MultiMap headers) implements HeaderTarget {

    @Override
    public void add(Header header) {
      headers.add(header.name(), header.value());
    }

    @Override
    public void add(CharSequence name, CharSequence value) {
      headers.add(name, value);
    }

    @Override
    public void set(CharSequence name, CharSequence value) {
      headers.set(name, value);
    }

    @Override
    public void set(CharSequence name, long value) {
      headers.set(name, Long.toString(value));
    }
  }
}
