/** Legacy tokens of 32 hex digits, which Bimplus is asked about. */
@NullMarked
package dev.bimgate.gateway.token.legacy;

import org.jspecify.annotations.NullMarked;
