/** How many calls of Bimplus the gateway saves, by simulating clients. */
@NullMarked
package dev.bimgate.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
