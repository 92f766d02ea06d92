package dev.bimgate.cache.model;

import org.jspecify.annotations.Nullable;

/**
 * Upstream's validators for conditional requests (RFC 9110, section 8.8).
 *
 * <p>Never an ETag of the gateway: upstream would not know it.
 *
 * @param etag upstream's {@code ETag}, quotes and {@code W/} included
 * @param lastModified upstream's {@code Last-Modified}, unchanged
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {

  /** None: the list can only be loaded completely. */
  public static final Validators NONE = new Validators(null, null);

  public boolean isEmpty() {
    return etag == null && lastModified == null;
  }
}
