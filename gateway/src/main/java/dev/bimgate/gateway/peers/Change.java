package dev.bimgate.gateway.peers;

import org.jspecify.annotations.Nullable;

/**
 * A field of a hash that outlives sessions, as deny rules do. It is changed in the same transaction
 * in which its message is published, and read when a session joins: in between it cannot be missed.
 *
 * @param hash which one: {@link Keys#rules} has the names
 * @param value null to remove the field
 */
public record Change(String hash, String field, byte @Nullable [] value) {}
