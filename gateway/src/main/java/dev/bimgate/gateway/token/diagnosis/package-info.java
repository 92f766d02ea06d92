/** Reports for operators on why a token is rejected, without the token itself. */
@NullMarked
package dev.bimgate.gateway.token.diagnosis;

import org.jspecify.annotations.NullMarked;
