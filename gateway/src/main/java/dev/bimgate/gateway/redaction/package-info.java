/** Redaction: which members of a response are secret, and how they are removed while it streams. */
@NullMarked
package dev.bimgate.gateway.redaction;

import org.jspecify.annotations.NullMarked;
