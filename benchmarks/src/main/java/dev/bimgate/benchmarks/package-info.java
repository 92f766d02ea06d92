/** Benchmarks of the packaged gateway, each beside a baseline. */
@NullMarked
package dev.bimgate.benchmarks;

import org.jspecify.annotations.NullMarked;
