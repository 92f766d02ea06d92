@NullMarked
package dev.bimgate.cache.rfc9111;

import org.jspecify.annotations.NullMarked;
