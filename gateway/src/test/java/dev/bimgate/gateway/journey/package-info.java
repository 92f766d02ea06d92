/** Journeys through the running gateway, over real HTTP, before a sandbox. */
@NullMarked
package dev.bimgate.gateway.journey;

import org.jspecify.annotations.NullMarked;
