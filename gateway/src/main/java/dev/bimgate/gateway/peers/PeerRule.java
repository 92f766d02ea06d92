package dev.bimgate.gateway.peers;

/**
 * Something that outlives sessions, and gateways: it is stored in Valkey, sealed.
 *
 * @param hash where: {@link PeerTopic#hashes}
 * @param key what it is about; at most one rule has it
 * @param value what it says
 */
public record PeerRule(String hash, byte[] key, byte[] value) {}
