package dev.bimgate.deployment.dashboards;

/**
 * A query of a panel or of an annotation.
 *
 * @param title of the panel or annotation
 * @param text in PromQL, with variables of Grafana
 * @param legend the name of each line, with labels such as <code>{{route}}</code>; may be empty
 */
record Query(String dashboard, String title, String text, String legend) {

  /** Without variables: all instances of the job that we ship, and rates over all of a journey. */
  String forPrometheus() {
    return text.replace("$job", "bimplus-gateway")
        .replace("$instance", ".+")
        .replace("$__rate_interval", "10m");
  }
}
