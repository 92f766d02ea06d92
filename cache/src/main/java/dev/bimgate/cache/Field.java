package dev.bimgate.cache;

/**
 * One header field line of a kept answer.
 *
 * @param name as it is written to clients; compared without regard to case
 * @param value the field's value
 */
public record Field(String name, String value) {}
