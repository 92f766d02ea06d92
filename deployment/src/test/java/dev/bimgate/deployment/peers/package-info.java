/** Several gateways as real processes before one Valkey, and a check of what their clients see. */
@NullMarked
package dev.bimgate.deployment.peers;

import org.jspecify.annotations.NullMarked;
