/** Legacy tokens of 32 hex digits, which are looked up at Bimplus. */
@NullMarked
package dev.bimgate.gateway.token.legacy;

import org.jspecify.annotations.NullMarked;
