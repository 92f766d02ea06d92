/** Many concurrent clients of the running gateway. */
@NullMarked
package dev.bimgate.gateway.race;

import org.jspecify.annotations.NullMarked;
