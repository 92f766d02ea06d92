/**
 * Checks of the repository itself: its pages, the comments in its code, the seeds of fuzz tests.
 */
@NullMarked
package dev.bimgate.deployment.pages;

import org.jspecify.annotations.NullMarked;
