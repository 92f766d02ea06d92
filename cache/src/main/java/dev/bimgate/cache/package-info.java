/** The cache of lists per team and caller: no HTTP, no meters, no clock of its own. */
@NullMarked
package dev.bimgate.cache;

import org.jspecify.annotations.NullMarked;
