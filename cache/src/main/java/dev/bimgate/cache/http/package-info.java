/** HTTP headers and their values, as pure functions of lines and times. */
@NullMarked
package dev.bimgate.cache.http;

import org.jspecify.annotations.NullMarked;
