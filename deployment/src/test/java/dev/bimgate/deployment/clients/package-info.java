/** Clients of app developers, run against the packaged gateway. */
@NullMarked
package dev.bimgate.deployment.clients;

import org.jspecify.annotations.NullMarked;
