/** Benchmarks that use package-private code of the gateway package of the same name. */
@NullMarked
package dev.bimgate.gateway.token;

import org.jspecify.annotations.NullMarked;
