/** The dashboards for Grafana: their form, and their queries before a real Prometheus. */
@NullMarked
package dev.bimgate.deployment.dashboards;

import org.jspecify.annotations.NullMarked;
