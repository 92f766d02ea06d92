/** The lists of the cached routes: how they are looked up, loaded and responded to. */
@NullMarked
package dev.bimgate.gateway.lists;

import org.jspecify.annotations.NullMarked;
