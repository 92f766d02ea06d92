/** The pages of docs/ that are made from the code, and the tests that keep them current. */
@NullMarked
package dev.bimgate.gateway.page;

import org.jspecify.annotations.NullMarked;
