/** The settings: what they are called, what they mean, and what makes them wrong. */
@NullMarked
package dev.bimgate.gateway.config;

import org.jspecify.annotations.NullMarked;
