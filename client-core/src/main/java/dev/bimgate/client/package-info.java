/** The client of Bimplus: typed teams and projects, and everything else as a stream. */
@NullMarked
package dev.bimgate.client;

import org.jspecify.annotations.NullMarked;
