package dev.bimgate.cache.model;

/**
 * One header line of a stored response.
 *
 * @param name as it is written to clients; compared without regard to case
 * @param value of the header
 */
public record Header(String name, String value) {}
