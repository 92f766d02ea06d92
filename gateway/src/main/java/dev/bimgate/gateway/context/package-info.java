/** What is known of one request while it is in progress. Uses no other package of the gateway. */
@NullMarked
package dev.bimgate.gateway.context;

import org.jspecify.annotations.NullMarked;
