package dev.bimgate.deployment.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules for Prometheus that we ship. */
final class Rules {

  private final JsonNode rules;

  Rules() throws IOException {
    rules = new ObjectMapper(new YAMLFactory()).readTree(Repository.PROMETHEUS_RULES.toFile());
  }

  /** The expressions of all rules. */
  List<String> expressions() {
    return rules.findValuesAsText("expr");
  }

  /** Those that record a series: {@code record}, {@code expr}, and perhaps {@code labels}. */
  List<JsonNode> recording() {
    return rules.findParents("record");
  }

  /** The expressions of the alerts, by their names. */
  Map<String, String> alerts() {
    Map<String, String> alerts = new TreeMap<>();
    rules
        .findParents("alert")
        .forEach(
            alert ->
                alerts.put(
                    alert.required("alert").textValue(), alert.required("expr").textValue()));
    return alerts;
  }
}
