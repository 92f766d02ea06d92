/** Checks of the Markdown pages, and of the comments in the code. */
@NullMarked
package dev.bimgate.deployment.pages;

import org.jspecify.annotations.NullMarked;
