package dev.bimgate.gateway.peers;

/**
 * One message in the log.
 *
 * @param position from 1, without gaps: the number of messages up to it
 * @param sender the session that published it
 * @param sealed the message, as it was given to {@link Membership#publish}
 */
public record Entry(long position, String sender, byte[] sealed) {}
