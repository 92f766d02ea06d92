/** HTTP itself: header names, syntax, and which headers a proxy forwards. Knows no request. */
@NullMarked
package dev.bimgate.gateway.context.http;

import org.jspecify.annotations.NullMarked;
