package dev.bimgate.gateway.limits;

import dev.bimgate.gateway.config.Rate;
import java.util.Optional;

/**
 * The limits of each user.
 *
 * @param writeReserve the part of a budget that is reserved for writes, from 0 to 1
 * @param perUserRate the operator's own limit of a user's calls; empty for none
 * @param perAppShare the most of a budget that one app may use, from 0 to 1
 */
public record LimitOptions(double writeReserve, Optional<Rate> perUserRate, double perAppShare) {}
