/** Who may be told which list, and for how long: no HTTP, no meters, no clock of its own. */
@NullMarked
package dev.bimgate.cache;

import org.jspecify.annotations.NullMarked;
