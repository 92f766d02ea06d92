/**
 * What the cache stores: entries with their variants, and the generations that invalidate them.
 * Internal: use {@link dev.bimgate.cache.ListCache}.
 */
@NullMarked
package dev.bimgate.cache.store;

import org.jspecify.annotations.NullMarked;
