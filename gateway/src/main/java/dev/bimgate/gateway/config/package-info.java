/** The settings: names, meanings and validation. */
@NullMarked
package dev.bimgate.gateway.config;

import org.jspecify.annotations.NullMarked;
