@NullMarked
package dev.bimgate.gateway.drain;

import org.jspecify.annotations.NullMarked;
