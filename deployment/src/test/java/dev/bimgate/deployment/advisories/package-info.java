/** What is known of holes in the libraries that are packaged. */
@NullMarked
package dev.bimgate.deployment.advisories;

import org.jspecify.annotations.NullMarked;
