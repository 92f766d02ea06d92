/** The cached routes: what is kept, how it is loaded, answered and dropped. */
@NullMarked
package dev.bimgate.gateway.lists;

import org.jspecify.annotations.NullMarked;
