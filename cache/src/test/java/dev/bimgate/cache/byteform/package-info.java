@NullMarked
package dev.bimgate.cache.byteform;

import org.jspecify.annotations.NullMarked;
