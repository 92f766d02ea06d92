/** The image as it is published: in a registry, signed, with what is in it attested. */
@NullMarked
package dev.bimgate.deployment.image;

import org.jspecify.annotations.NullMarked;
