package dev.bimgate.gateway.token;

import org.jspecify.annotations.Nullable;

/**
 * A token as it reads, before its signature is checked.
 *
 * @param algorithm one of the allowed
 * @param keyId the header's {@code kid}
 * @param claims what it claims
 */
record ReadToken(String algorithm, @Nullable String keyId, TokenClaims claims) {}
