package dev.bimgate.gateway.token;

/**
 * A token as it reads, before its signature is checked.
 *
 * @param jws its form and header
 * @param claims what it claims
 */
record ReadToken(CompactJws jws, TokenClaims claims) {}
