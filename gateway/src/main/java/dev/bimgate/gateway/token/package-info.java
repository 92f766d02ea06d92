/**
 * Who is asking: the credential of a request, read strictly, verified once, remembered.
 *
 * <p>{@link dev.bimgate.gateway.token.TokenGate} is the stage; {@code ReadToken} and {@code
 * ClaimRules} say what a token must look like, {@code SmallRyeReader} has SmallRye JWT verify it,
 * and {@link dev.bimgate.gateway.token.IssuerKeys} has the issuer's keys. Nothing here prints a
 * token.
 */
@NullMarked
package dev.bimgate.gateway.token;

import org.jspecify.annotations.NullMarked;
