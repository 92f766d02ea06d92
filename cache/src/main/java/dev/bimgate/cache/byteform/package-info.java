/** Keys and responses as bytes, for stores outside this process. */
@NullMarked
package dev.bimgate.cache.byteform;

import org.jspecify.annotations.NullMarked;
