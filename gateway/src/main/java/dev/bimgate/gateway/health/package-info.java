/** What the gateway says of its own state. */
@NullMarked
package dev.bimgate.gateway.health;

import org.jspecify.annotations.NullMarked;
