/** The packaged gateway as operators run it: as a process, in a container, under Prometheus. */
@NullMarked
package dev.bimgate.deployment;

import org.jspecify.annotations.NullMarked;
