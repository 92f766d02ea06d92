/** What a request may cost the gateway, beside the bare server: the check in CI. */
@NullMarked
package dev.bimgate.benchmarks.ratchet;

import org.jspecify.annotations.NullMarked;
