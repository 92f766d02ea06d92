/** Tests of the figures that do not depend on the machine. */
@NullMarked
package dev.bimgate.benchmarks;

import org.jspecify.annotations.NullMarked;
