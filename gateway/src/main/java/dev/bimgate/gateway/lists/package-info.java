/** The lists of the cached routes: how they are looked up, loaded and answered. */
@NullMarked
package dev.bimgate.gateway.lists;

import org.jspecify.annotations.NullMarked;
