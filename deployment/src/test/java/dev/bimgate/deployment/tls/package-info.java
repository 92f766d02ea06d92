/** TLS, proxies and files of secrets, with the packaged gateway. */
@NullMarked
package dev.bimgate.deployment.tls;

import org.jspecify.annotations.NullMarked;
