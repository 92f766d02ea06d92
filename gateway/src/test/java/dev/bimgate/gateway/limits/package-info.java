@org.jspecify.annotations.NullMarked
package dev.bimgate.gateway.limits;
