/** Replacements for the gateway's own classes in a measured gateway. */
@NullMarked
package dev.bimgate.gateway.heads;

import org.jspecify.annotations.NullMarked;
