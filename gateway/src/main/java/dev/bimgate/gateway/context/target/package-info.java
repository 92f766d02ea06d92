/** The request target: parsed strictly, compared and printed without secrets. */
@NullMarked
package dev.bimgate.gateway.context.target;

import org.jspecify.annotations.NullMarked;
