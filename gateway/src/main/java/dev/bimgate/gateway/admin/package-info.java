/** The admin calls on the management port: who may make them, and what they do. */
@NullMarked
package dev.bimgate.gateway.admin;

import org.jspecify.annotations.NullMarked;
