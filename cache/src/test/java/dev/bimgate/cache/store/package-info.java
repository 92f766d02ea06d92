@NullMarked
package dev.bimgate.cache.store;

import org.jspecify.annotations.NullMarked;
