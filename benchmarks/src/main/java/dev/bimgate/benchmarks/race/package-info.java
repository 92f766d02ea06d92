/** The gateway beside what a user would take instead. */
@NullMarked
package dev.bimgate.benchmarks.race;

import org.jspecify.annotations.NullMarked;
