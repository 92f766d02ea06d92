/**
 * The walk behind {@code ./demo}: a Bimplus client's steps through a real gateway, each checked.
 */
@NullMarked
package dev.bimgate.sandbox.demo;

import org.jspecify.annotations.NullMarked;
