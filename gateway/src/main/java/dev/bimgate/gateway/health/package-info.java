/** Health checks. */
@NullMarked
package dev.bimgate.gateway.health;

import org.jspecify.annotations.NullMarked;
