@NullMarked
package dev.bimgate.cache.http;

import org.jspecify.annotations.NullMarked;
