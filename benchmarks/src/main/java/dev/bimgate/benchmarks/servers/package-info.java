/** The packaged gateway, and other servers in a JVM of their own. */
@NullMarked
package dev.bimgate.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
