package dev.bimgate.gateway.limits;

/**
 * What a gateway has learnt of a user's budget from a response of Bimplus. Times are epoch
 * milliseconds by its clock.
 *
 * @param limit the calls per hour
 * @param remaining those left
 * @param learntAtMillis when the response had arrived
 * @param resetAtMillis the end of the window, maybe a guess
 */
public record SharedBudget(int limit, int remaining, long learntAtMillis, long resetAtMillis) {}
