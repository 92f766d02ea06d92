/** Verification of a JWT: parsed strictly, verified by SmallRye JWT, and its claims validated. */
@NullMarked
package dev.bimgate.gateway.token.jwt;

import org.jspecify.annotations.NullMarked;
