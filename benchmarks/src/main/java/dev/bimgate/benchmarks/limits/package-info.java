/** What the gateway's limits are worth: greedy users, a failing Bimplus, floods of tokens. */
@NullMarked
package dev.bimgate.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
