/** The clients of app developers, as they run them, before a packaged gateway. */
@NullMarked
package dev.bimgate.deployment.clients;

import org.jspecify.annotations.NullMarked;
