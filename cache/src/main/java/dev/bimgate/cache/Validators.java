package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/**
 * What upstream itself gave to ask "has it changed since?" with (RFC 9110, section 8.8).
 *
 * <p>An ETag of our own never stands here: upstream would not know it.
 *
 * @param etag upstream's {@code ETag}, quotes and {@code W/} included
 * @param lastModified upstream's {@code Last-Modified}, as it came
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {

  /** Upstream gave none: the list can only be loaded whole. */
  public static final Validators NONE = new Validators(null, null);

  boolean isEmpty() {
    return etag == null && lastModified == null;
  }
}
