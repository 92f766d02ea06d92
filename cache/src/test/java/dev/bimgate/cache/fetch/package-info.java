@NullMarked
package dev.bimgate.cache.fetch;

import org.jspecify.annotations.NullMarked;
