/**
 * Strict parsing of the Authorization header and of the texts inside a token. Nothing here prints
 * one.
 */
@NullMarked
package dev.bimgate.gateway.token.parse;

import org.jspecify.annotations.NullMarked;
