/** The pages of docs/ that are generated from the code, and the tests that keep them current. */
@NullMarked
package dev.bimgate.gateway.page;

import org.jspecify.annotations.NullMarked;
