/** What authentication ends with: a caller, or a reason for rejection and its response. */
@NullMarked
package dev.bimgate.gateway.token.result;

import org.jspecify.annotations.NullMarked;
