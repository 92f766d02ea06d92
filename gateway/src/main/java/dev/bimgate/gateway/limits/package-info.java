/** Limits of users: what Bimplus allows each of them per hour, and what the operator does. */
@NullMarked
package dev.bimgate.gateway.limits;

import org.jspecify.annotations.NullMarked;
