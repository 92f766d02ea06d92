/** Figures of the packaged gateway, each beside what it is to be compared with. */
@NullMarked
package dev.bimgate.benchmarks;

import org.jspecify.annotations.NullMarked;
