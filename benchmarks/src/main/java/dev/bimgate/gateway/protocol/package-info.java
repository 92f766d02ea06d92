/** Replacements for the gateway's own classes in a measured gateway. */
@NullMarked
package dev.bimgate.gateway.protocol;

import org.jspecify.annotations.NullMarked;
