/** A fake Bimplus and a fake OIDC issuer for development, tests and benchmarks. */
@NullMarked
package dev.bimgate.sandbox;

import org.jspecify.annotations.NullMarked;
