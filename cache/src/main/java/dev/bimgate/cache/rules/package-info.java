/** The rules of RFC 9111, as pure functions of header fields and moments. */
@NullMarked
package dev.bimgate.cache.rules;

import org.jspecify.annotations.NullMarked;
