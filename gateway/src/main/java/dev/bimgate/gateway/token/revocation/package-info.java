/** Cached tokens, and the deny rules that end them early. */
@NullMarked
package dev.bimgate.gateway.token.revocation;

import org.jspecify.annotations.NullMarked;
