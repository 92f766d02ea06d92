/** The edge where events become meters and log lines; nothing below it counts or logs requests. */
@NullMarked
package dev.bimgate.gateway.observe;

import org.jspecify.annotations.NullMarked;
