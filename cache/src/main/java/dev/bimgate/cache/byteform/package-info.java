/** Keys and answers as bytes, for whoever holds them outside this process. */
@NullMarked
package dev.bimgate.cache.byteform;

import org.jspecify.annotations.NullMarked;
