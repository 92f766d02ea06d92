/** The keys of the issuers: discovery document and JWKS, fetched, checked and cached. */
@NullMarked
package dev.bimgate.gateway.token.keys;

import org.jspecify.annotations.NullMarked;
