package dev.bimgate.cache.model;

/**
 * A person or service as the issuer names it; Bimplus counts its budget per user.
 *
 * @param issuer the {@code iss} of the token, unchanged
 * @param subject the {@code sub} of the token, or the {@code user_id} of a legacy login
 */
public record User(String issuer, String subject) {}
