@org.jspecify.annotations.NullMarked
package dev.bimgate.gateway.peers;
