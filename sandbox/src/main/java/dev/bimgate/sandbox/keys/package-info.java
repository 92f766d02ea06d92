/** Signing keys and signed tokens, those of other issuers among them. */
@NullMarked
package dev.bimgate.sandbox.keys;

import org.jspecify.annotations.NullMarked;
