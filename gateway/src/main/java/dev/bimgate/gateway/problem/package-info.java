/** Every error the gateway writes itself: a closed list, told to the client in one place. */
@NullMarked
package dev.bimgate.gateway.problem;

import org.jspecify.annotations.NullMarked;
