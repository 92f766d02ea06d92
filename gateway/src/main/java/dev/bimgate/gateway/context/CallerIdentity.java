package dev.bimgate.gateway.context;

import dev.bimgate.cache.model.Caller;
import java.time.Instant;

/**
 * The authenticated sender of a request.
 *
 * @param expiresAt when the credential of this request expires
 */
public record CallerIdentity(Caller caller, Instant expiresAt) {}
