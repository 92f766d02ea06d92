/** The Helm chart, rendered and packaged by Helm itself. */
@NullMarked
package dev.bimgate.deployment.chart;

import org.jspecify.annotations.NullMarked;
