/** Back-channel logout (OpenID Connect Back-Channel Logout 1.0). */
@NullMarked
package dev.bimgate.gateway.token.logout;

import org.jspecify.annotations.NullMarked;
