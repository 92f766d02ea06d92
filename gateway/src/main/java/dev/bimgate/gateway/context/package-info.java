/** What is known of one request while it is under way. Uses no other package of the gateway. */
@NullMarked
package dev.bimgate.gateway.context;

import org.jspecify.annotations.NullMarked;
