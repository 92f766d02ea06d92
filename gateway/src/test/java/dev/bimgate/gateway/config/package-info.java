@NullMarked
package dev.bimgate.gateway.config;

import org.jspecify.annotations.NullMarked;
