/** What is measured inside the package of the gateway that is named like this one. */
@NullMarked
package dev.bimgate.gateway.token;

import org.jspecify.annotations.NullMarked;
