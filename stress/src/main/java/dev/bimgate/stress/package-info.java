/** Races of the list cache, run millions of times by jcstress. */
@NullMarked
package dev.bimgate.stress;

import org.jspecify.annotations.NullMarked;
