/** The errors that the gateway writes itself: a closed list, written by one class. */
@NullMarked
package dev.bimgate.gateway.problem;

import org.jspecify.annotations.NullMarked;
