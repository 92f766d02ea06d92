/** Random faults from a seed, and the judges of what callers see meanwhile. */
@NullMarked
package dev.bimgate.deployment.faults;

import org.jspecify.annotations.NullMarked;
