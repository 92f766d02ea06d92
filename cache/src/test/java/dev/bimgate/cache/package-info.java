@NullMarked
package dev.bimgate.cache;

import org.jspecify.annotations.NullMarked;
