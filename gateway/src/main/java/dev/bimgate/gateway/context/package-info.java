/**
 * What is known of one request while it is in progress. Uses {@code http} and {@code target} alone.
 */
@NullMarked
package dev.bimgate.gateway.context;

import org.jspecify.annotations.NullMarked;
