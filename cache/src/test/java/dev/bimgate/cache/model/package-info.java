@NullMarked
package dev.bimgate.cache.model;

import org.jspecify.annotations.NullMarked;
