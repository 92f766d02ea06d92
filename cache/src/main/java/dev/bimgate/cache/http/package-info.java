/** Header fields and their values, as pure functions of lines and moments. */
@NullMarked
package dev.bimgate.cache.http;

import org.jspecify.annotations.NullMarked;
