/** The terms of the cache: routes, callers, keys, responses, options and results. */
@NullMarked
package dev.bimgate.cache.model;

import org.jspecify.annotations.NullMarked;
