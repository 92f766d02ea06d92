/** Many clients at once before the running gateway. */
@NullMarked
package dev.bimgate.gateway.race;

import org.jspecify.annotations.NullMarked;
