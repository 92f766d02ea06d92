/**
 * Loads: one per key at a time, and what becomes of their responses. A user implements {@link
 * dev.bimgate.cache.fetch.Origin}; the rest is internal.
 */
@NullMarked
package dev.bimgate.cache.fetch;

import org.jspecify.annotations.NullMarked;
