package dev.bimgate.deployment.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of the chart: what the schema says of each, and its default. */
final class ValuesPage {

  static final Path SCHEMA = Chart.DIRECTORY.resolve("values.schema.json");
  static final Path DEFAULTS = Chart.DIRECTORY.resolve("values.yaml");
  static final Path PAGE = Repository.ROOT.resolve("docs/kubernetes.md");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode schema;
  private final JsonNode defaults;
  private final Map<String, String> rows = new LinkedHashMap<>();

  private ValuesPage(JsonNode schema, JsonNode defaults) {
    this.schema = schema;
    this.defaults = defaults;
  }

  /** The rows of the table in docs/kubernetes.md by value: all that have a description. */
  static Map<String, String> rows() throws IOException {
    ValuesPage page =
        new ValuesPage(
            JSON.readTree(SCHEMA.toFile()), new YAMLMapper().readTree(DEFAULTS.toFile()));
    page.add("", page.schema, page.defaults);
    return page.rows;
  }

  private void add(String path, JsonNode of, JsonNode byDefault) throws IOException {
    if (of.has("description")) {
      rows.put(
          path,
          "| `%s` | %s | %s |"
              .formatted(path, shown(byDefault), of.required("description").textValue()));
      return;
    }
    for (var property : of.required("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      add(name, property.getValue(), byDefault.path(property.getKey()));
    }
  }

  private static String shown(JsonNode value) throws IOException {
    if (value.isMissingNode() || (value.isContainerNode() && value.isEmpty())) {
      return "none";
    }
    String text = value.isTextual() ? value.textValue() : JSON.writeValueAsString(value);
    return text.isEmpty()
        ? "none"
        : "`" + text.replace("\":", ": ").replace(",", ", ").replace("\"", "") + "`";
  }
}
