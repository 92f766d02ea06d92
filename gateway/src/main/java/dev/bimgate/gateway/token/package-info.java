/**
 * Authentication: the credential of a request is parsed strictly, verified once, and cached.
 *
 * <p>{@link dev.bimgate.gateway.token.TokenGate} is the stage; {@code ReadToken} and {@code
 * ClaimsValidator} check a token, {@code SmallRyeReader} has SmallRye JWT verify it, and {@link
 * dev.bimgate.gateway.token.keys.IssuerKeys} holds the issuer's keys. Nothing here prints a token.
 */
@NullMarked
package dev.bimgate.gateway.token;

import org.jspecify.annotations.NullMarked;
