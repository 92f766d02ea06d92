/** What of an answer nobody may see, and how it is taken out while the bytes stream by. */
@NullMarked
package dev.bimgate.gateway.redaction;

import org.jspecify.annotations.NullMarked;
