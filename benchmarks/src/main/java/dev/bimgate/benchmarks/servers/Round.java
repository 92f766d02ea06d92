package dev.bimgate.benchmarks.servers;

/**
 * One round of load on one server.
 *
 * @param perSecond responses per second
 * @param cpuMicros the server's processor time for one of them
 * @param coreShare the part of its core that the server had
 */
public record Round(double perSecond, double cpuMicros, double coreShare) {}
