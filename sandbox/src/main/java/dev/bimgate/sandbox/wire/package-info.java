/** HTTP at the level of bytes: what a request gets, which faults it meets, and the record of it. */
@NullMarked
package dev.bimgate.sandbox.wire;

import org.jspecify.annotations.NullMarked;
