@NullMarked
package dev.bimgate.cache.rules;

import org.jspecify.annotations.NullMarked;
